"""The speakers in the editor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from pymupdf import open as open_pdf
from wagtail.users.models import UserProfile

from gamification.speakers.models import SpeakerList
from gamification.speakers.services import answer
from tests.gamification.factories import SeasonFactory, club_administrator
from tests.gamification.speakers.helpers import conference, end, entry_of, invited, published, season_of, set_up_list

pytestmark = pytest.mark.django_db
RULE = {"places": 2, "least_stars": 1, "region_share": 100, "newcomer_places": 0, "prize": "", "answer_by": ""}


@pytest.fixture(autouse=True)
def _english(settings):
    settings.STAFF_SECOND_FACTOR = False
    with translation.override("en"):
        yield


@pytest.fixture
def admin(client):
    person = club_administrator()
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = "en"
    profile.save()
    client.force_login(person)
    return client


def address(name, season, *more):
    return reverse(f"club-admin-{name}", args=[season.code, *more])


def text(answer):
    return answer.content.decode()


def test_seasons_are_listed_with_the_state_of_their_list(admin):
    assert "No season yet" in text(admin.get(reverse("club-admin-speakers")))
    SeasonFactory()
    published(2)
    shown = text(admin.get(reverse("club-admin-speakers")))
    assert "stars are being collected" in shown
    assert "published" in shown


def test_before_the_cut_off_only_the_rule_is_set(admin):
    season, _members = season_of(4)
    shown = text(admin.get(address("speaker-list", season)))
    assert "The list is computed once the stars are counted." in shown
    assert admin.post(address("speaker-list", season), {**RULE, "places": 5}).status_code == 302
    assert SpeakerList.objects.get().places == 5


def test_the_preview_says_who_and_why_before_anything_is_published(admin):
    season, members = season_of(8, 6, 4)
    set_up_list(end(season))
    shown = text(admin.get(address("speaker-list", season)))
    assert all(member.name in shown for member in members)
    assert "A place by her 8 stars." in shown
    assert "In the line of reserves" in shown
    assert not SpeakerList.objects.get().entries.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"places": 0}, "greater than or equal to 1"),
        ({"newcomer_places": 3}, "There are not so many places."),
        ({"region_share": 101}, "less than or equal to 100"),
        ({"answer_by": "2020-01-01T10:00"}, "This day is over."),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_the_field(admin, wrong, sentence):
    season, _members = season_of(4)
    answered = admin.post(address("speaker-list", season), {**RULE, **wrong})
    assert answered.status_code == 422
    assert sentence in text(answered)


def test_the_day_is_read_in_the_zone_of_the_season(admin):
    season, _members = season_of(4, zone="Asia/Almaty")
    day = (timezone.now() + timedelta(days=9)).strftime("%Y-%m-%dT18:00")
    admin.post(address("speaker-list", season), {**RULE, "answer_by": day})
    assert SpeakerList.objects.get().answer_by.strftime("%H:%M") == "13:00"
    assert f'value="{day}"' in text(admin.get(address("speaker-list", season)))


@pytest.mark.parametrize(("seats", "warned"), [(79, True), (80, False), (100, False), (101, True), (None, True)])
def test_a_conference_of_another_size_is_warned_of(admin, seats, warned):
    season, _members = season_of(2)
    set_up_list(season, event=conference(seats=seats))
    assert ("planned for 80 to 100" in text(admin.get(address("speaker-list", season)))) is warned


def test_publishing_asks_once_more(admin):
    season, _members = season_of(8)
    set_up_list(end(season))
    asked = admin.get(address("speakers-publish", season))
    assert "Publishing is for good" in text(asked)
    assert SpeakerList.objects.get().published_at is None
    admin.post(address("speakers-publish", season))
    assert SpeakerList.objects.get().published_at


def test_publishing_twice_and_another_rule_afterwards_change_nothing(admin):
    made, _members = published(8, 6, 4)
    before = list(made.entries.values())
    shown = admin.post(address("speakers-publish", made.season), follow=True)
    assert "neither it nor its rule changes any more" in text(shown)
    admin.post(address("speaker-list", made.season), {**RULE, "places": 1, "least_stars": 5, "prize": "A trip"})
    made.refresh_from_db()
    assert (made.places, made.least_stars, made.prize) == (2, 1, "A trip")
    assert list(made.entries.values()) == before


def test_what_cannot_be_published_yet_is_refused_with_a_sentence(admin):
    season, _members = season_of(8)
    set_up_list(season)
    answered = admin.post(address("speakers-publish", season), follow=True)
    assert "The stars of the season are not counted yet." in text(answered)


def test_invitations_are_sent_answered_and_passed_on(admin):
    made, [one, _two, three] = published(8, 6, 4)
    assert "2 members were invited." in text(admin.post(address("speakers-invite", made.season), follow=True))
    assert "Nobody was invited" in text(admin.post(address("speakers-invite", made.season), follow=True))
    release = address("speakers-release", made.season, entry_of(one).pk)
    assert "The place is free" in text(admin.post(release, follow=True))
    assert "She has no place" in text(admin.post(release, follow=True))
    assert entry_of(three).state == "invited"
    assert "Nobody was invited" in text(admin.post(address("speakers-next", made.season), follow=True))


def test_an_entry_of_another_season_is_not_released_here(admin):
    _made, [one] = invited(8)
    other = set_up_list(SeasonFactory())
    admin.post(address("speakers-release", other.season, entry_of(one).pk))
    assert entry_of(one).state == "invited"


@pytest.mark.parametrize("name", ["speakers-invite", "speakers-next"])
def test_buttons_are_forms(admin, name):
    made, _members = published(8)
    assert admin.get(address(name, made.season)).status_code == 405


# Letters of thanks


@pytest.fixture
def speaker():
    made, [one, *_others] = invited(8, 6)
    answer(entry=entry_of(one), accept=True, talk="Кудук кантип казылды")
    return made.season, one


def thank(admin, season, member, signatories="Асанова Бермет, клубдун төрайымы"):
    return admin.post(address("thanks", season), {"entry": entry_of(member).pk, "signatories": signatories})


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_letter_of_thanks_is_one_page_in_her_language(admin, speaker, language):
    season, one = speaker
    one.person.language = language
    one.person.save()
    pdf = open_pdf("pdf", thank(admin, season, one).content)
    printed = " ".join(pdf[0].get_text().split())
    assert len(pdf) == 1
    assert one.name in printed
    assert "Кудук кантип казылды" in printed
    assert "клубдун төрайымы" in printed
    with translation.override(language):
        assert translation.gettext("Letter of thanks") in printed


def test_a_name_that_cannot_be_printed_is_refused_with_its_letters(admin, speaker):
    season, one = speaker
    one.name = "Айнура 🌷 Садыкова"
    one.save()
    answered = thank(admin, season, one)
    assert answered.status_code == 422
    assert "cannot be printed: “🌷” (U+1F337)" in text(answered)


def test_who_has_not_accepted_gets_no_letter(admin, speaker):
    season, _one = speaker
    invited_only = season.speaker_list.entries.get(state="invited")
    answered = admin.post(address("thanks", season), {"entry": invited_only.pk, "signatories": "Асанова"})
    assert answered.status_code == 422


def test_too_many_signatures_are_refused(admin, speaker):
    season, one = speaker
    assert thank(admin, season, one, "А\nБ\nВ\nГ").status_code == 422


def test_signatories_of_the_settings_stand_in_the_form(admin, speaker, settings):
    settings.GAMIFICATION = {"SIGNATORIES": (("Асанова Бермет", "төрайым"),)}
    assert "Асанова Бермет, төрайым" in text(admin.get(address("thanks", speaker[0])))


def test_without_speakers_nobody_is_thanked(admin):
    made, _members = published(8)
    assert "Nobody has accepted yet." in text(admin.get(address("thanks", made.season)))


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_as_many_queries_for_many_as_for_one(admin, count, django_assert_max_num_queries):
    made, _members = invited(*[2] * count)
    admin.get(address("speaker-list", made.season))
    with django_assert_max_num_queries(16):
        admin.get(address("speaker-list", made.season))
