"""A member's own reports."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gamification.mentors.models import GivenTask, PracticalTask
from gamification.practices.models import Practice, PracticePhoto
from gamification.practices.services import withdraw
from tests.gamification.factories import EventFactory, MemberFactory
from tests.gamification.practices.conftest import WORDS, checked, drafted, image, published, sent

pytestmark = pytest.mark.django_db
NEW = "/ky/club/practices/new/"


@pytest.fixture
def at(client, author):
    """The author at her desk."""
    client.force_login(author.person)
    return client


def edit_path(practice):
    return f"/ky/club/practices/{practice.pk}/edit/"


def typed(**more):
    return {**WORDS, "edit": 0, **more}


@pytest.fixture
def given(author):
    task = PracticalTask.objects.create(event=EventFactory(), title="Жарык картасы", text="Түзүңүз", language="ky")
    return GivenTask.objects.create(task=task, member=author, due_on=timezone.localdate() + timedelta(days=90))


def test_a_report_is_written_kept_illustrated_and_sent(at, author):
    answer = at.post(NEW, typed(done="", keep=1))
    report = Practice.objects.get()
    assert answer["Location"] == edit_path(report)
    at.post(edit_path(report), typed(edit=1, keep=1, attach=[image()]))
    shot = report.photos.get()
    page = at.get(edit_path(report)).content.decode()
    assert f'name="alt-{shot.pk}"' in page
    assert 'name="edit" value="2"' in page
    filled = typed(edit=2, send=1, consent="on") | {f"alt-{shot.pk}": "Чырак"}
    assert at.post(edit_path(report), filled)["Location"] == "/ky/club/practices/"
    report.refresh_from_db()
    shot.refresh_from_db()
    assert (report.state, shot.alt) == ("sent", "Чырак")


def test_what_is_missing_is_said_at_its_field_and_all_is_kept(at):
    answer = at.post(NEW, typed(cost=" ", send=1, attach=[image()]))
    page = answer.content.decode()
    report = Practice.objects.get()
    assert answer.status_code == 422
    assert 'id="id_cost_error"' in page
    assert 'id="id_consent_error"' in page
    assert 'aria-invalid="true"' in page
    assert f'action="{edit_path(report)}"' in page
    assert (report.state, report.done, report.photos.count()) == ("draft", WORDS["done"], 1)


def test_a_text_too_long_is_refused_and_neither_it_nor_the_photograph_is_lost(at):
    long = "сөз " * 1500
    page = at.post(NEW, typed(done=long, send=1, consent="on", attach=[image()])).content.decode()
    assert long.strip() in page
    assert 'id="id_done_error"' in page
    assert PracticePhoto.objects.count() == 1
    assert Practice.objects.get().done == long


def test_a_file_that_is_no_picture_is_named_and_the_others_stay(at):
    files = [SimpleUploadedFile("report.pdf", b"%PDF-1.7"), image()]
    page = at.post(NEW, typed(keep=1, attach=files)).content.decode()
    assert "report.pdf" in page
    assert PracticePhoto.objects.count() == 1


def test_a_photograph_too_large_says_so(at, settings):
    settings.GAMIFICATION = {"PHOTO_MAX_BYTES": 10}
    assert at.post(NEW, typed(keep=1, attach=[image()])).status_code == 422


def test_at_most_six_photographs(at):
    answer = at.post(NEW, typed(keep=1, attach=[image(f"{n}.jpg") for n in range(8)]))
    assert answer.status_code == 422
    assert PracticePhoto.objects.count() == 6


def test_a_draft_from_another_window_is_shown_beside_what_was_typed(at, author):
    report = drafted(author)
    at.post(edit_path(report), typed(edit=1, done="Телефондо", keep=1))
    page = at.post(edit_path(report), typed(edit=1, done="Эски терезеде", send=1, consent="on")).content.decode()
    assert "Телефондо" in page
    assert "Эски терезеде" in page
    assert 'name="edit" value="2"' in page
    report.refresh_from_db()
    assert (report.state, report.done) == ("draft", "Телефондо")


def test_what_was_typed_after_another_window_has_sent_is_still_shown(at, author):
    report = sent(author)
    page = at.post(edit_path(report), typed(edit=1, done="Кечигип жаздым", keep=1)).content.decode()
    assert "Кечигип жаздым" in page


def test_what_waits_is_not_edited_but_can_be_withdrawn(at, author):
    report = sent(author)
    page = at.get(edit_path(report)).content.decode()
    assert "practice-save" not in page
    at.post(f"/ky/club/practices/{report.pk}/withdraw/")
    report.refresh_from_db()
    assert report.state == "withdrawn"


def test_before_a_published_report_is_changed_the_form_says_what_follows(at, author, club):
    practice = published(author, club)
    assert 'class="note"' in at.get(edit_path(practice)).content.decode()
    at.post(edit_path(practice), typed(edit=practice.edit, done="Башкача", keep=1))
    assert at.get(f"/ky/practices/{practice.pk}/").status_code == 200  # to herself
    at.logout()
    assert at.get(f"/ky/practices/{practice.pk}/").status_code == 404


def test_a_report_of_a_task_begins_with_its_title_and_is_written_once(at, given):
    assert 'value="Жарык картасы"' in at.get(f"{NEW}?task={given.pk}").content.decode()
    at.post(f"{NEW}?task={given.pk}", typed(keep=1))
    report = Practice.objects.get()
    assert report.given == given
    assert at.get(f"{NEW}?task={given.pk}")["Location"] == edit_path(report)
    at.post(f"{NEW}?task={given.pk}", typed(keep=1))
    assert Practice.objects.count() == 1


def test_publishing_the_report_of_a_task_ends_the_task(author, club, given):
    published(author, club, given=given)
    given.refresh_from_db()
    assert given.done_on == timezone.localdate()


@pytest.mark.parametrize("task", ["0", "x", "99999999999999999999", "-1"])
def test_a_task_that_is_not_hers_is_not_there(at, given, task):
    assert at.get(f"{NEW}?task={task}").status_code == 404
    at.force_login(MemberFactory().person)
    assert at.get(f"{NEW}?task={given.pk}").status_code == 404


def test_another_s_report_is_not_there(at):
    other = sent(MemberFactory())
    assert at.get(edit_path(other)).status_code == 404
    assert at.post(edit_path(other), typed(edit=1)).status_code == 404
    assert at.post(f"/ky/club/practices/{other.pk}/withdraw/").status_code == 404
    other.refresh_from_db()
    assert other.state == "sent"


def test_my_list_says_the_state_and_what_was_said(at, author, club):
    checked(sent(author), club, publish=False, comment="Баасын жазыңыз.")
    page = at.get("/ky/club/practices/").content.decode()
    assert "Баасын жазыңыз." in page
    assert 'data-do="practice-edit"' in page


def test_an_empty_list_invites_to_write(at):
    assert 'data-do="practice-new"' in at.get("/ky/club/practices/").content.decode()


def test_who_has_left_still_withdraws_but_does_not_write(client, author, club):
    practice = published(author, club)
    author.left_at = timezone.now()
    author.save()
    client.force_login(author.person)
    page = client.get("/ky/club/practices/").content.decode()
    assert "practice-new" not in page
    assert client.get(edit_path(practice)).status_code == 403
    client.post(f"/ky/club/practices/{practice.pk}/withdraw/")
    practice.refresh_from_db()
    assert practice.state == "withdrawn"


def test_a_draft_is_not_withdrawn_and_the_page_says_why(at, author):
    report = drafted(author)
    assert at.post(f"/ky/club/practices/{report.pk}/withdraw/", follow=True).status_code == 200
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_draft_is_deleted_from_my_list_and_what_was_sent_is_not(at, author):
    report, waits = drafted(author), sent(author, title="Күтүүдө")
    assert at.get("/ky/club/practices/").content.decode().count("practice-discard") == 1
    for one in (report, waits):
        at.post(f"/ky/club/practices/{one.pk}/discard/")
    assert list(Practice.objects.all()) == [waits]


def test_what_was_withdrawn_is_written_anew(at, author, club):
    practice = withdraw(practice=published(author, club), by=author.person)
    at.post(edit_path(practice), typed(edit=practice.edit, send=1, consent="on"))
    practice.refresh_from_db()
    assert practice.state == "sent"


@pytest.mark.parametrize("count", [1, 20])
def test_my_list_asks_as_many_queries_for_many_as_for_one(at, author, count, django_assert_num_queries):
    for number in range(count):
        drafted(author, title=f"Иш {number}")
    at.get("/ky/club/practices/")
    with django_assert_num_queries(5):
        at.get("/ky/club/practices/")


def test_what_no_database_takes_is_left_out_and_the_rest_is_kept(at):
    at.post(NEW, typed(title="Жарык\x00", done="Эл\x00 менен", keep=1))
    report = Practice.objects.get()
    assert (report.title, report.done) == ("Жарык", "Эл менен")
