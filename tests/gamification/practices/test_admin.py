"""The check by a person, confirming uses, and votes on practices, in the editor."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gamification.polls.models import Poll
from gamification.practices.models import Practice, PracticeUse
from gamification.practices.services import report_use, save_draft, send, withdraw
from tests.gamification.factories import MemberFactory, club_administrator
from tests.gamification.practices.conftest import WORDS, photo, published, sent

pytestmark = pytest.mark.django_db
LIST = "/admin/club/practices/"
YES = {"nobody_harmed": "on", "nobody_identified": "on"}


@pytest.fixture
def desk(client, club):
    client.force_login(club)
    return client


def post(desk, practice, **data):
    return desk.post(f"{LIST}{practice.pk}/", {"edit": practice.edit, "comment": "", **data})


def html(desk, path):
    return desk.get(path).content.decode()


def test_what_waits_is_listed_the_oldest_first_and_opened(desk, author):
    first, second = sent(author, title="Биринчи"), sent(author, title="Экинчи")
    Practice.objects.filter(pk=second.pk).update(sent_at=first.sent_at - timedelta(days=1))
    page = html(desk, LIST)
    assert page.index("Экинчи") < page.index("Биринчи")
    assert WORDS["done"] in html(desk, f"{LIST}{first.pk}/")


def test_an_empty_list_is_a_page(desk):
    for state in ("", "?state=published", "?state=nonsense", "?state=draft"):
        assert desk.get(f"{LIST}{state}").status_code == 200


def test_both_ticks_are_needed_to_publish(desk, author):
    practice = sent(author)
    for ticks in ({}, {"nobody_harmed": "on"}, {"nobody_identified": "on"}):
        assert post(desk, practice, verdict="publish", **ticks).status_code == 422
    practice.refresh_from_db()
    assert practice.state == "sent"
    assert post(desk, practice, verdict="publish", **YES)["Location"] == LIST
    practice.refresh_from_db()
    assert practice.is_public


def test_returning_needs_a_comment(desk, author):
    practice = sent(author)
    assert post(desk, practice, verdict="return", comment=" ").status_code == 422
    post(desk, practice, verdict="return", comment="Баасын жазыңыз")
    practice.refresh_from_db()
    assert (practice.state, practice.comment) == ("returned", "Баасын жазыңыз")


def test_a_wording_that_was_not_read_is_not_published(desk, author):
    practice = sent(author)
    withdraw(practice=practice, by=author.person)
    words = {**WORDS, "done": "Асан уулу Бакыт үйдө"}
    kept = save_draft(author=author, practice=practice, edit=practice.edit + 1, words=words)
    send(practice=kept.practice, consent=True)
    assert post(desk, practice, verdict="publish", **YES)["Location"] == f"{LIST}{practice.pk}/"
    practice.refresh_from_db()
    assert practice.state == "sent"


def test_what_may_lead_to_a_person_is_pointed_out_also_under_a_picture(desk, author):
    report = save_draft(author=author, edit=0, words={**WORDS, "done": "12 жашар кыз айтты"}, uploads=[photo()])
    shot = report.practice.photos.get()
    save_draft(
        author=author,
        practice=report.practice,
        edit=1,
        words={**WORDS, "done": "12 жашар кыз айтты"},
        alts={shot.pk: "Сүрөттө Асан уулу Бакыт"},
    )
    report.practice.refresh_from_db()
    page = html(desk, f"{LIST}{send(practice=report.practice, consent=True).pk}/")
    assert "<mark>12 жашар</mark>" in page
    assert "Асан уулу Бакыт</mark>" in page


def test_her_own_is_neither_listed_nor_opened_nor_published(desk, club):
    own = sent(MemberFactory(person=club), title="Өзүмдүкү")
    assert "Өзүмдүкү" not in html(desk, LIST)
    assert desk.get(f"{LIST}{own.pk}/")["Location"] == "/admin/"
    post(desk, own, verdict="publish", **YES)
    own.refresh_from_db()
    assert own.state == "sent"


def test_a_rule_that_lets_her_check_her_own_is_caught_by_the_test_above(desk, club, monkeypatch):
    """Planted: without the rule she publishes her own."""
    from cms.access import policy

    monkeypatch.setitem(policy._rules, "practices.review", lambda user, _practice=None: user == club)
    own = sent(MemberFactory(person=club))
    post(desk, own, verdict="publish", **YES)
    own.refresh_from_db()
    assert own.is_public


def test_a_practice_is_withdrawn_with_a_reason(desk, public):
    path = f"{LIST}{public.pk}/withdraw/"
    desk.post(path, {"comment": ""})
    public.refresh_from_db()
    assert public.is_public
    desk.post(path, {"comment": "Бала таанылат."})
    public.refresh_from_db()
    assert (public.state, public.comment) == ("withdrawn", "Бала таанылат.")


def test_a_member_has_no_such_pages(client, author, public):
    client.force_login(author.person)
    for path in (LIST, f"{LIST}{public.pk}/", f"{LIST}uses/", f"{LIST}vote/"):
        assert client.get(path).status_code in (302, 403)


# Taken up


def test_a_use_is_confirmed_or_declined_with_a_comment(desk, public):
    one, two = [report_use(practice=public, member=MemberFactory(), result=f"Натыйжа {n}") for n in range(2)]
    page = html(desk, f"{LIST}uses/")
    assert page.index("Натыйжа 0") < page.index("Натыйжа 1")
    desk.post(f"{LIST}uses/{one.pk}/", {"verdict": "confirm"})
    desk.post(f"{LIST}uses/{two.pk}/", {"verdict": "decline", "comment": ""})
    assert list(PracticeUse.objects.order_by("pk").values_list("state", flat=True)) == ["confirmed", "sent"]
    desk.post(f"{LIST}uses/{two.pk}/", {"verdict": "decline", "comment": "Кайда?"})
    assert PracticeUse.objects.get(pk=two.pk).state == "declined"


def test_her_own_use_is_neither_listed_nor_decided(desk, public, club):
    use = report_use(practice=public, member=MemberFactory(person=club), result="Меники")
    assert "Меники" not in html(desk, f"{LIST}uses/")
    desk.post(f"{LIST}uses/{use.pk}/", {"verdict": "confirm"})
    use.refresh_from_db()
    assert use.state == "sent"


# A vote


def vote(desk, chosen, **more):
    now = timezone.localtime()
    times = {"opens_at": now, "closes_at": now + timedelta(days=3)}
    data = {name: at.strftime("%Y-%m-%d %H:%M") for name, at in times.items()}
    data |= {"kind": "best", "title": "Эң мыкты иш кайсы?", "language": "ky", "explanation": ""}
    return desk.post(f"{LIST}vote/", {**data, "chosen": [one.pk for one in chosen], **more})


def test_a_vote_is_made_from_chosen_practices_with_their_authors(desk, public):
    other = published(MemberFactory(), club_administrator())
    third = published(MemberFactory(), club_administrator(), title="Тандалган жок")
    answer = vote(desk, [public, other])
    poll = Poll.objects.get()
    assert answer["Location"] == f"/ru/club/votes/{poll.pk}/"
    assert {(one.subject, one.path, one.owner_id) for one in poll.choices.all()} == {
        (f"practice:{one.pk}", f"practices/{one.pk}/", one.author_id) for one in (public, other)
    }
    assert len({one.label for one in poll.choices.all()}) == 2
    assert third.title not in {one.label for one in poll.choices.all()}


def test_one_practice_or_one_not_published_is_no_choice(desk, public):
    assert vote(desk, [public]).status_code == 422
    assert vote(desk, [public, sent(MemberFactory())]).status_code == 422
    assert vote(desk, [public], closes_at="2020-01-01 10:00").status_code == 422
    assert not Poll.objects.exists()


def test_practices_of_some_days_can_be_offered_alone(desk, public):
    Practice.objects.update(published_at=timezone.now() - timedelta(days=40))
    assert public.title in html(desk, f"{LIST}vote/")
    assert public.title not in html(desk, f"{LIST}vote/?since={timezone.localdate()}")
    assert public.title in html(desk, f"{LIST}vote/?since=nonsense")


# Few queries


@pytest.mark.parametrize("count", [1, 12])
def test_the_lists_ask_as_many_queries_for_many_as_for_one(desk, public, author, count, django_assert_max_num_queries):
    for number in range(count):
        sent(author, title=f"Иш {number}")
        report_use(practice=public, member=MemberFactory(), result=f"Натыйжа {number}")
    for path in (LIST, f"{LIST}uses/", f"{LIST}vote/"):
        desk.get(path)
        with django_assert_max_num_queries(16):
            desk.get(path)
