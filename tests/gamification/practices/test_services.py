import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from gamification import signals
from gamification.mentors.models import GivenTask
from gamification.practices.models import Practice, PracticePhoto, PracticeUse
from gamification.practices.services import (
    PHOTOS,
    IncompleteError,
    NotOpenError,
    confirm_use,
    discard,
    report_use,
    review,
    save_draft,
    send,
    withdraw,
)
from gamification.stars.models import StarEntry, StarRule
from tests.gamification.factories import MemberFactory, SeasonFactory, club_administrator
from tests.gamification.practices.conftest import WORDS, checked, drafted, photo, published, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules():
    SeasonFactory()
    for cause, stars in (("practice-published", 3), ("practice-used", 2)):
        StarRule.objects.update_or_create(cause=cause, defaults={"stars": stars})


def again(practice, edit, **words):
    return save_draft(author=practice.author, practice=practice, edit=edit, words={**WORDS, **words})


# A draft


def test_a_draft_may_be_anything(author):
    practice = save_draft(author=author, edit=0, words={"title": "", "language": "ky"}).practice
    assert practice.state == "draft"


def test_nothing_is_overwritten_that_another_window_has_kept(report):
    again(report, 1, done="On the phone")
    kept = again(report, 1, done="In the old window")
    report.refresh_from_db()
    assert not kept.written
    assert report.done == "On the phone"


def test_photographs_of_the_old_window_are_added_all_the_same(report):
    again(report, 1)
    kept = save_draft(author=report.author, practice=report, edit=1, words=WORDS, uploads=[photo()])
    assert not kept.written
    assert report.photos.count() == 1


def test_a_new_report_sent_twice_by_a_poor_line_is_one(author):
    assert drafted(author) == drafted(author)
    assert Practice.objects.count() == 1


def test_more_photographs_than_there_is_room_for_are_counted_not_kept(report):
    kept = save_draft(author=report.author, practice=report, edit=1, words=WORDS, uploads=[photo()] * (PHOTOS + 2))
    assert kept.left_out == 2
    assert report.photos.count() == PHOTOS


def test_a_photograph_taken_off_is_gone_from_the_disk(author, django_capture_on_commit_callbacks):
    report = drafted(author, uploads=[photo()])
    kept = report.photos.get()
    with django_capture_on_commit_callbacks(execute=True):
        save_draft(author=author, practice=report, edit=1, words=WORDS, remove=[kept.pk])
    assert not kept.file.storage.exists(kept.file.name)
    assert not kept.small.storage.exists(kept.small.name)


def test_nobody_writes_into_another_s_report_nor_reports_of_another_s_task(report):
    other = MemberFactory()
    with pytest.raises(PermissionDenied):
        save_draft(author=other, practice=report, edit=1, words=WORDS)
    with pytest.raises(PermissionDenied):
        save_draft(author=other, edit=0, words=WORDS, given=GivenTask(pk=1, member=report.author))


def test_photographs_of_another_report_are_neither_named_nor_taken_off(report):
    theirs = PracticePhoto.objects.get(practice=drafted(MemberFactory(), uploads=[photo()]))
    save_draft(
        author=report.author, practice=report, edit=1, words=WORDS, alts={theirs.pk: "Forged"}, remove=[theirs.pk]
    )
    theirs.refresh_from_db()
    assert theirs.alt == ""


# Sent


@pytest.mark.parametrize("field", ["title", "done", "changed", "for_whom", "cost", "repeat"])
def test_what_is_necessary_must_be_there(author, field):
    with pytest.raises(IncompleteError) as refusal:
        sent(author, **{field: "  "})
    assert refusal.value.fields == [field]


def test_without_consent_nothing_is_sent(report):
    with pytest.raises(IncompleteError) as refusal:
        send(practice=report, consent=False)
    assert refusal.value.fields == ["consent"]
    assert not Practice.objects.filter(state="sent").exists()


def test_the_database_too_publishes_nothing_without_consent(public):
    """The gate of the service is gone (planted): the row is refused all the same."""
    for state in ("published", "sent", "returned", "withdrawn"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Practice.objects.filter(pk=public.pk).update(state=state, consent_at=None)


def test_a_photograph_without_its_sentence_is_not_sent(author):
    with pytest.raises(IncompleteError) as refusal:
        sent(author, uploads=[photo()])
    assert refusal.value.fields == ["photos"]


@pytest.mark.parametrize("video", ["http://example.org/v", "javascript:alert(1)", "ftp://example.org/v", "my video"])
def test_a_video_that_is_no_address_of_the_web_is_kept_but_neither_sent_nor_linked(author, video):
    report = drafted(author, video=video)
    assert report.video == video
    assert report.video_link == ""
    with pytest.raises(IncompleteError):
        send(practice=report, consent=True)


def test_what_was_changed_meanwhile_is_not_sent(report):
    stale = Practice.objects.get(pk=report.pk)
    again(report, 1)
    with pytest.raises(NotOpenError):
        send(practice=stale, consent=True)


def test_what_waits_is_not_changed_nor_sent_twice(author):
    practice = sent(author)
    with pytest.raises(NotOpenError):
        again(practice, practice.edit)
    with pytest.raises(NotOpenError):
        send(practice=practice, consent=True)


# The check


def test_what_was_returned_is_mended_and_sent_again(author, club):
    returned = checked(sent(author), club, publish=False, comment="Say whom it helped.")
    assert returned.state == "returned"
    mended = again(returned, returned.edit, for_whom="Мектеп окуучулары").practice
    assert (mended.state, mended.comment) == ("returned", "Say whom it helped.")
    assert send(practice=mended, consent=True).state == "sent"


@pytest.mark.parametrize("harmed", [True, False])
def test_both_questions_must_be_answered_before_anything_is_published(author, club, harmed):
    practice = sent(author)
    with pytest.raises(IncompleteError):
        review(practice=practice, by=club, publish=True, comment="", nobody_harmed=harmed, nobody_identified=not harmed)
    assert not Practice.objects.filter(state="published").exists()


def test_returning_says_why(author, club):
    with pytest.raises(IncompleteError):
        checked(sent(author), club, publish=False, comment=" ")


def test_nobody_checks_her_own(club):
    practice = sent(MemberFactory(person=club))
    with pytest.raises(PermissionDenied):
        checked(practice, club)
    assert checked(practice, club_administrator()).is_public


def test_a_member_checks_nothing(author):
    with pytest.raises(PermissionDenied):
        checked(sent(author), MemberFactory().person)


def test_what_the_reviewer_has_not_read_is_not_published(author, club):
    """Withdrawn, changed and sent again while she was reading."""
    read = sent(author)
    mended = again(withdraw(practice=read, by=author.person), read.edit + 1, done="Байкенин аты Асан").practice
    send(practice=mended, consent=True)
    with pytest.raises(NotOpenError):
        checked(read, club)


def test_two_reviewers_decide_once(author, club):
    practice = sent(author)
    checked(practice, club)
    with pytest.raises(NotOpenError):
        checked(practice, club_administrator(), publish=False, comment="No")


# Published, changed, withdrawn


def test_stars_come_with_the_first_publishing_alone(author, club, rules):
    practice = published(author, club)
    first = practice.published_at
    changed = again(practice, practice.edit, cost="Акысыз").practice
    assert changed.state == "draft"
    practice = checked(send(practice=changed, consent=True), club)
    assert practice.published_at == first
    entry = StarEntry.objects.get()
    assert (entry.member, entry.cause, entry.source) == (author, "practice-published", f"practice:{practice.pk}")
    assert entry.path == f"practices/{practice.pk}/"


def test_a_change_of_a_published_practice_takes_it_from_the_portal(public):
    again(public, public.edit, done="Башкача")
    public.refresh_from_db()
    assert not public.is_public


def test_an_old_window_does_not_take_a_published_practice_from_the_portal(public):
    with pytest.raises(NotOpenError):
        again(public, 1, done="Эски терезе")
    public.refresh_from_db()
    assert public.is_public


def test_no_photograph_slips_past_the_check_from_an_old_window(public):
    with pytest.raises(NotOpenError):
        save_draft(author=public.author, practice=public, edit=1, words=WORDS, uploads=[photo()])
    assert not public.photos.exists()


def test_the_author_withdraws_also_after_she_has_left(public):
    public.author.left_at = public.published_at
    public.author.save()
    assert withdraw(practice=public, by=public.author.person).state == "withdrawn"


def test_an_administrator_withdraws_and_says_why(public, club):
    with pytest.raises(IncompleteError):
        withdraw(practice=public, by=club)
    assert withdraw(practice=public, by=club, comment="A child can be known.").comment == "A child can be known."


def test_nobody_else_withdraws(public):
    with pytest.raises(PermissionDenied):
        withdraw(practice=public, by=MemberFactory().person)


def test_a_draft_that_was_never_sent_is_not_withdrawn(report):
    with pytest.raises(NotOpenError):
        withdraw(practice=report, by=report.author.person)


def test_a_draft_that_nobody_has_seen_is_thrown_away_with_its_photographs(author, django_capture_on_commit_callbacks):
    report = drafted(author, uploads=[photo()])
    kept = report.photos.get()
    with django_capture_on_commit_callbacks(execute=True):
        discard(practice=report, by=author.person)
    assert not Practice.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)


def test_what_was_sent_once_or_is_another_s_is_not_thrown_away(public, report):
    changed = again(public, public.edit, done="Башкача").practice
    assert changed.state == "draft"
    with pytest.raises(NotOpenError):
        discard(practice=changed, by=changed.author.person)
    with pytest.raises(PermissionDenied):
        discard(practice=report, by=MemberFactory().person)
    assert Practice.objects.count() == 2


# Taken up


def test_a_confirmed_use_gives_the_author_stars_and_says_by_whom(public, club, rules):
    other = MemberFactory()
    use = report_use(practice=public, member=other, result="Бизде да күйдү.")
    confirm_use(use=use, by=club, confirm=True)
    entry = StarEntry.objects.get(cause="practice-used")
    assert (entry.member, entry.given_by) == (public.author, other)


def test_a_use_is_reported_once_and_never_of_one_s_own(public):
    other = MemberFactory()
    report_use(practice=public, member=other, result="Once")
    with pytest.raises(NotOpenError):
        report_use(practice=public, member=other, result="Twice")
    with pytest.raises(PermissionDenied):
        report_use(practice=public, member=public.author, result="My own")
    assert PracticeUse.objects.get().result == "Once"


def test_the_database_too_holds_a_use_once(public):
    """Written past the service (planted)."""
    other = MemberFactory()
    report_use(practice=public, member=other, result="Once")
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeUse.objects.create(practice=public, member=other, result="Twice")


def test_what_was_declined_may_be_written_again(public, club):
    other = MemberFactory()
    use = report_use(practice=public, member=other, result="Good")
    with pytest.raises(IncompleteError):
        confirm_use(use=use, by=club, confirm=False)
    confirm_use(use=use, by=club, confirm=False, comment="Say where.")
    again = report_use(practice=public, member=other, result="Good, in Kara-Suu")
    assert (again.pk, again.state) == (use.pk, "sent")


def test_nobody_confirms_her_own_use_nor_a_use_of_her_own_practice(public, club):
    herself = MemberFactory(person=club)
    use = report_use(practice=public, member=herself, result="Mine")
    with pytest.raises(PermissionDenied):
        confirm_use(use=use, by=club, confirm=True)
    hers = published(herself, club_administrator(), title="Hers")
    taken = report_use(practice=hers, member=MemberFactory(), result="Hers, used")
    with pytest.raises(PermissionDenied):
        confirm_use(use=taken, by=club, confirm=True)
    assert not PracticeUse.objects.filter(state="confirmed").exists()


def test_a_use_is_decided_once(public, club):
    use = report_use(practice=public, member=MemberFactory(), result="Good")
    confirm_use(use=use, by=club, confirm=True)
    with pytest.raises(NotOpenError):
        confirm_use(use=use, by=club, confirm=False, comment="No")


def test_what_is_not_published_is_not_used(report):
    with pytest.raises(NotOpenError):
        report_use(practice=report, member=MemberFactory(), result="How do I know of it?")


def test_each_fact_is_told_once(author, club):
    told = []
    for name in ("practice_sent", "practice_reviewed", "practice_used"):
        signal = getattr(signals, name)
        signal.connect(lambda name=name, **_: told.append(name), weak=False, dispatch_uid=name)
    try:
        use = report_use(practice=published(author, club), member=MemberFactory(), result="Good")
        confirm_use(use=use, by=club, confirm=True)
    finally:
        for name in ("practice_sent", "practice_reviewed", "practice_used"):
            getattr(signals, name).disconnect(dispatch_uid=name)
    assert told == ["practice_sent", "practice_reviewed", "practice_used"]
