"""Issuing to a chosen group by an order."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.jobs.kinds import get_kind
from cms.jobs.models import Job, JobLine
from cms.jobs.queue import claim
from cms.jobs.services import enqueue
from cms.jobs.worker import CancelledError, JobRun, run_jobs
from courses.certificates import services
from courses.certificates.models import Certificate
from courses.learning.services import take_back
from courses.syllabus.queries import outline
from tests.factories import EnrolmentFactory, finish, finishers, make_outline, rewritten
from tests.gamification.mentors.racing import at_once, on_a_real_database, there

pytestmark = pytest.mark.django_db


def address(enrolment, **query):
    return reverse("register-issue-course", args=[enrolment.cohort.course.code], query=query)


def names(candidates):
    return [candidate.enrolment for candidate in candidates]


def send(editor, people, *, order="12-К", **more):
    picked = [person.pk for person in people]
    return editor.post(address(people[0]), {"picked": picked, "order_number": order, **more})


def confirm(editor, people, **more):
    """The address of the job that the confirmation leads to."""
    return send(editor, people, confirmed="yes", **more).url


def after_the_work(editor, job):
    """The job's page when the worker has been there."""
    run_jobs()
    return editor.get(job)


def test_courses_stand_with_how_many_wait_for_a_certificate(editor):
    people = finishers(3, half=1)
    services.issue(enrolment=people[0], order_number="1")
    course = next(iter(editor.get(reverse("register-issue")).context["page_obj"]))
    assert (course, course.enrolled, course.without) == (people[0].cohort.course, 3, 1)


def test_a_course_shows_who_qualifies_who_does_not_and_why(editor):
    ready, nameless, studying, expired, has = people = finishers(5)
    nameless.person.last_name = nameless.person.first_name = ""
    nameless.person.save()
    old = services.issue(enrolment=expired, order_number="1")
    rewritten(old, issued_on=date(2020, 1, 1), valid_until_on=date(2020, 12, 31))
    held = services.issue(enrolment=has, order_number="1")
    for enrolment in EnrolmentFactory.create_batch(2, cohort=ready.cohort, edition=ready.edition):
        studying = enrolment
    response = editor.get(address(people[0]))
    listed = {candidate.enrolment: candidate for candidate in response.context["candidates"]}
    assert {one for one, candidate in listed.items() if candidate.qualifies} == {ready, people[2], expired}
    assert "The name is missing." in listed[nameless].against
    assert response.context["sizes"] == {"ready": 4, "studying": 2, "have": 1}
    page = editor.get(address(ready, show="studying")).content.decode()
    assert "The course is not finished: 0 % is done." in page
    assert "2 lessons are still to be read:" in page
    assert studying.person.email in page
    assert 'name="picked"' not in page
    assert held.number in editor.get(address(ready, show="have")).content.decode()


def test_a_result_taken_back_after_finishing_is_said_and_cannot_be_picked(editor):
    (one,) = finishers(1)
    take_back(enrolment=one, item=outline(one.edition_id)[3], by=one.person)
    (candidate,) = editor.get(address(one)).context["candidates"]
    assert not candidate.qualifies
    assert f'value="{one.pk}"' not in editor.get(address(one)).content.decode()


def test_the_list_is_searched_by_name_and_email(editor):
    first, second = finishers(2)
    second.person.last_name = "Өмүрова"
    second.person.save()
    assert names(editor.get(address(first, q="омурова")).context["candidates"]) == [second]
    assert names(editor.get(address(first, q=first.person.email)).context["candidates"]) == [first]
    assert "Nobody here matches" in editor.get(address(first, q="нет")).content.decode()


def test_all_who_qualify_are_ticked_by_a_link(editor):
    first, second = finishers(2)
    assert editor.get(address(first)).content.decode().count(" checked") == 0
    page = editor.get(address(first, tick="all"))
    assert page.context["ticked"] == {first.pk, second.pk}
    assert page.content.decode().count(" checked") == 2


def test_the_preview_stores_nothing_and_the_confirmation_issues_to_who_qualifies(editor):
    done, half = finishers(2, half=1)
    preview = send(editor, [done, half])
    assert names(preview.context["qualify"]) == [done]
    assert names(preview.context["others"]) == [half]
    assert not Certificate.objects.exists()
    job = confirm(editor, [done, half])
    assert not Certificate.objects.exists()
    report = after_the_work(editor, job)
    certificate = Certificate.objects.get()
    assert (certificate.enrolment, certificate.order_number, certificate.issued_by) == (done, "12-К", editor.person)
    page = report.content.decode()
    assert certificate.number in page
    assert "Issued: 1" in page
    assert "Got none: 1" in page
    assert "The course is not finished" in page


def test_confirmed_twice_it_is_one_job_and_its_page_is_opened_again(editor):
    people = finishers(2)
    first, second = confirm(editor, people), confirm(editor, people)
    assert first == second
    after_the_work(editor, first)
    assert Certificate.objects.count() == 2
    assert "Issued: 2" in editor.get(second).content.decode()


def test_confirmed_again_after_the_work_issues_nothing_twice_and_says_who_had_one(editor):
    people = finishers(2)
    after_the_work(editor, confirm(editor, people))
    report = after_the_work(editor, confirm(editor, people))
    assert Certificate.objects.count() == 2
    assert "Had a certificate already: 2" in report.content.decode()


def test_a_worker_that_died_between_two_people_is_followed_by_one_that_issues_to_the_rest(editor):
    people = finishers(3)
    job = confirm(editor, people)
    (held,) = claim(Job.objects.all(), limit=1)
    kind, work = get_kind(held.kind), JobRun(held, float("inf"))
    with work.step() as step:
        kind._issue(work, step, people[0].pk)
    Job.objects.update(lease_expires_at=timezone.now())
    report = after_the_work(editor, job)
    assert Certificate.objects.count() == 3
    assert "Issued: 3" in report.content.decode()


def test_cancelled_in_the_middle_the_others_get_none_and_the_numbers_have_no_gap(editor):
    people = finishers(3)
    job = confirm(editor, people)
    (held,) = claim(Job.objects.all(), limit=1)
    kind, work = get_kind(held.kind), JobRun(held, float("inf"))
    with work.step() as step:
        kind._issue(work, step, people[0].pk)
    editor.post(f"{job}cancel/")
    with pytest.raises(CancelledError), work.step():
        raise AssertionError("it must not begin")
    assert [certificate.ordinal for certificate in Certificate.objects.all()] == [1]


def test_an_enrolment_that_is_gone_stops_nobody_else(editor):
    people = finishers(2)
    job = confirm(editor, people)
    people[0].completions.all().delete()
    people[0].delete()
    report = after_the_work(editor, job)
    assert "The enrolment no longer exists." in report.content.decode()
    assert Certificate.objects.get().enrolment == people[1]


@pytest.mark.django_db(transaction=True)
def test_confirmed_in_two_tabs_at_once_with_two_workers_each_gets_one_certificate(editor, tmp_path):
    people = finishers(6)
    order = {"course": people[0].cohort.course.code, "enrolments": [p.pk for p in people], "order_number": "12-К"}

    def press():
        return enqueue(kind="certificates.issue", by=editor.person, arguments=order).pk

    with on_a_real_database(tmp_path):
        pressed = at_once(press, press)
        worked = at_once(run_jobs, run_jobs, run_jobs)
        certificates = there(lambda: sorted(Certificate.objects.values_list("enrolment", "ordinal")))
        lines = there(lambda: list(JobLine.objects.values_list("outcome", flat=True)))
    assert pressed[0] == pressed[1]
    assert all(isinstance(turns, int) for turns in worked), worked
    assert [enrolment for enrolment, _ordinal in certificates] == [person.pk for person in people]
    assert sorted(ordinal for _enrolment, ordinal in certificates) == [1, 2, 3, 4, 5, 6]
    assert lines == ["issued"] * 6


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ("", "type its number"),
        ("  ", "type its number"),
        ("1" * 61, "longer than 60 letters"),
        ("№ 5 李", "“李” (U+674E)"),
    ],
)
def test_a_bad_order_number_is_said_at_its_field_and_keeps_the_chosen(editor, order, sentence):
    people = finishers(2)
    response = send(editor, people, order=order, confirmed="yes")
    assert response.status_code == 422
    assert sentence in "".join(response.context["form"]["order_number"].errors)
    assert response.context["ticked"] == {one.pk for one in people}
    assert response.content.decode().count(" checked") == 2
    assert not Certificate.objects.exists()


def test_nobody_chosen_is_said_and_keeps_the_order_number(editor):
    (one,) = finishers(1)
    response = editor.post(address(one), {"order_number": "12-К"})
    assert "Choose at least one person." in response.content.decode()
    assert 'value="12-К"' in response.content.decode()


@pytest.mark.parametrize("foreign", ["other", "abc", "-1", "999999999999999999999"])
def test_ids_of_another_course_issue_nothing_to_anybody(editor, foreign):
    (mine,), (other,) = finishers(1), finishers(1)
    picked = [mine.pk, other.pk if foreign == "other" else foreign]
    response = editor.post(address(mine), {"order_number": "1", "picked": picked, "confirmed": "yes"})
    assert response.status_code == 422
    assert "is not enrolled in this course" in response.content.decode()
    assert response.context["ticked"] >= {mine.pk}
    assert not Certificate.objects.exists()


def test_more_than_are_signed_in_one_request_are_refused(editor, monkeypatch):
    monkeypatch.setattr("courses.certificates.admin.forms.AT_ONCE", 1)
    response = send(editor, finishers(2), confirmed="yes")
    assert "At most 1 people at once." in response.content.decode()
    assert not Certificate.objects.exists()


def test_back_from_the_preview_keeps_everything(editor):
    people = finishers(2)
    response = send(editor, people[:1], back="yes")
    assert response.status_code == 200
    assert response.context["ticked"] == {people[0].pk}
    assert 'value="12-К"' in response.content.decode()


def test_a_course_that_issues_by_itself_needs_no_order(editor):
    enrolment = finish(EnrolmentFactory(person__first_name="", person__last_name="", edition=make_outline()))
    enrolment.person.last_name = "Асанова"
    enrolment.person.save()
    after_the_work(editor, confirm(editor, [enrolment], order=""))
    assert Certificate.objects.get().order_number == ""


def test_the_list_costs_as_many_queries_for_many_as_for_one(editor, django_assert_max_num_queries):
    first, *others = people = finishers(12)
    for enrolment in others:
        enrolment.cohort_id, kept = finishers(1)[0].cohort_id, enrolment.cohort_id
        enrolment.save()
        enrolment.cohort_id = kept
    editor.get(address(first))
    with django_assert_max_num_queries(60) as one:
        editor.get(address(first))
    for enrolment in others:
        enrolment.save()
    with django_assert_max_num_queries(60) as many:
        response = editor.get(address(first))
    assert len(response.context["candidates"]) == len(people)
    assert len(many) == len(one)
