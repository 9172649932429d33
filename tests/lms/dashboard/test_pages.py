import pytest
from django.test import override_settings

from courses.certificates.models import Certificate
from courses.learning.services import complete
from courses.syllabus.queries import outline
from tests.courses.catalogue.tree import publish
from tests.factories import EnrolmentFactory, UserFactory, make_outline
from tests.without_triggers import lifted

pytestmark = pytest.mark.django_db


def enrol(person, edition):
    return EnrolmentFactory(person=person, edition=edition)


def test_the_first_page_shows_courses_to_anybody(client):
    edition = publish()
    assert f"/ru/courses/{edition.course.code}/" in client.get("/ru/").content.decode()


def test_the_first_page_of_an_empty_site_says_what_to_expect(client):
    assert 'class="empty"' in client.get("/ru/").content.decode()


def test_who_studies_nothing_yet_is_led_to_the_catalogue(client):
    client.force_login(UserFactory())
    assert 'href="/ru/courses/"' in client.get("/ru/my/").content.decode()


def test_a_visitor_is_sent_to_sign_in(client):
    answer = client.get("/ky/my/")
    assert answer["Location"] == "/ky/accounts/login/?next=/ky/my/"


def test_each_course_shows_its_progress_and_one_way_on(client):
    enrolment = EnrolmentFactory(edition=publish())
    complete(enrolment=enrolment, item=outline(enrolment.edition_id)[0], evidence="read", by=enrolment.person)
    client.force_login(enrolment.person)
    html = client.get("/ru/my/").content.decode()
    assert "13 %" in html
    assert "Lesson 1 ru" in html
    assert html.count('data-do="continue"') == 1


def test_others_courses_are_not_shown(client):
    EnrolmentFactory(edition=publish(titles={"ru": "Of another"}))
    client.force_login(UserFactory())
    assert "Of another" not in client.get("/ru/my/").content.decode()


@pytest.mark.parametrize("courses", [1, 8])
def test_the_page_asks_at_most_four_queries_however_many_courses(client, django_assert_max_num_queries, courses):
    person = UserFactory()
    for _ in range(courses):
        enrolment = enrol(person, publish())
        for item in outline(enrolment.edition_id)[:2]:
            complete(enrolment=enrolment, item=item, evidence="read", by=person)
    client.force_login(person)
    with override_settings(CONTENT_CACHE=True):
        client.get("/ru/my/")
        with django_assert_max_num_queries(4):
            html = client.get("/ru/my/").content.decode()
    assert html.count('data-do="continue"') == courses


def test_a_visitor_of_the_first_page_costs_no_query(client, django_assert_num_queries):
    publish()
    with override_settings(CONTENT_CACHE=True):
        client.get("/ru/")
        with django_assert_num_queries(0):
            assert client.get("/ru/").status_code == 200


def finish(edition):
    enrolment = EnrolmentFactory(edition=edition)
    for item in outline(edition.pk):
        complete(enrolment=enrolment, item=item, evidence="read", by=enrolment.person)
    return enrolment


def test_who_has_finished_finds_the_certificate_there_and_on_the_course_page(client):
    enrolment = finish(publish())
    certificate = enrolment.certificates.get()
    client.force_login(enrolment.person)
    for path in ("/ru/my/", f"/ru/courses/{enrolment.edition.course.code}/"):
        html = client.get(path).content.decode()
        assert certificate.number in html
        assert f"/ru/my/certificates/{certificate.pk}/" in html


def test_who_has_finished_and_has_none_yet_may_ask_for_it_by_a_form_of_her_own(client):
    enrolment = finish(publish())
    with lifted():
        Certificate.objects.all().delete()
    client.force_login(enrolment.person)
    html = client.get("/ru/my/").content.decode()
    assert f'action="/ru/my/certificates/{enrolment.pk}/get/"' in html
    assert "csrfmiddlewaretoken" in html


def test_a_course_that_issues_by_order_says_so(client):
    enrolment = finish(publish(make_outline(issue="order")))
    client.force_login(enrolment.person)
    html = client.get("/ru/my/").content.decode()
    assert "get-certificate" not in html
    assert "100 %" in html


@pytest.mark.parametrize("path", ["/ru/", "/ru/my/", "/ru/courses/"])
def test_every_page_leads_to_the_club_its_practices_and_its_conference(client, path):
    client.force_login(UserFactory())
    html = client.get(path).content.decode()
    for address in ("/ru/club/", "/ru/practices/", "/ru/chong-oy/"):
        assert html.count(f'href="{address}"') >= 2  # above and at the foot


def test_the_first_page_and_ones_own_say_what_the_club_is(client):
    client.force_login(UserFactory())
    assert 'data-do="club" href="/ru/club/"' in client.get("/ru/").content.decode()
    assert 'href="/ru/club/me/" data-do="club"' in client.get("/ru/my/").content.decode()
