import pytest
from django.urls import reverse
from django.utils import translation

from courses.learning.models import Enrolment
from courses.learning.services import complete
from courses.syllabus.queries import outline
from tests.courses.catalogue.tree import publish
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return publish(languages=("ru", "ky"))


@pytest.fixture
def page(client, edition):
    def get(language="ru", name="course", **headers):
        with translation.override(language):
            return client.get(reverse(name, args=[edition.course.code]), **headers)

    return get


def test_a_visitor_reads_what_is_inside_and_is_led_to_sign_up_and_back(page, edition):
    html = page().content.decode()
    assert "Lesson 0 ru" in html
    assert "About the course." in html
    assert f"/ru/accounts/signup/?next=/ru/courses/{edition.course.code}/" in html
    assert 'data-do="enrol"' in html


def test_a_page_is_in_the_language_of_its_address(page):
    assert "Lesson 0 ky" in page("ky").content.decode()


def test_a_missing_language_is_shown_in_the_source_language_and_says_so(page):
    html = page("kk").content.decode()
    assert "<h1" in html
    assert 'lang="ru"' in html
    assert "Русский" in html


def test_a_course_without_a_published_page_is_not_there(client, edition):
    with translation.override("ru"):
        assert client.get(reverse("course", args=["nothing"])).status_code == 404


def test_enrolling_leads_to_the_first_lesson(client, edition):
    client.force_login(UserFactory())
    with translation.override("ky"):
        answer = client.post(reverse("enrol", args=[edition.course.code]), follow=True)
    assert answer.redirect_chain[-1][0] == f"/ky/courses/{edition.course.code}/lesson-0/"
    enrolment = Enrolment.objects.get()
    assert (enrolment.edition, enrolment.language) == (edition, "ky")


def test_enrolling_twice_is_one_enrolment(client, edition):
    client.force_login(UserFactory())
    for _ in range(2):
        client.post(f"/ru/courses/{edition.course.code}/enrol/")
    assert Enrolment.objects.count() == 1


def test_who_is_enrolled_sees_how_far_she_is_and_what_is_missing(client, page, edition):
    enrolment = EnrolmentFactory(edition=edition)
    complete(enrolment=enrolment, item=outline(edition.pk)[0], evidence="read", by=enrolment.person)
    client.force_login(enrolment.person)
    html = page().content.decode()
    assert 'data-do="continue"' in html
    assert "13 %" in html  # 8 of 60 minutes
    reasons = html[html.index('class="reasons"') : html.index("</section>", html.index('class="reasons"'))]
    assert "Lesson 0" not in reasons
    assert "Lesson 1 ru" in reasons


def test_continue_leads_to_what_is_not_done_in_any_language(client, edition):
    enrolment = EnrolmentFactory(edition=edition)
    complete(enrolment=enrolment, item=outline(edition.pk)[0], evidence="read", by=enrolment.person)
    client.force_login(enrolment.person)
    answer = client.get(f"/kk/courses/{edition.course.code}/continue/")
    assert answer["Location"] == f"/kk/courses/{edition.course.code}/lesson-1/"


def test_a_learner_stays_on_her_edition(client, page, edition):
    enrolment = EnrolmentFactory(edition=edition)
    newer = type(edition).objects.create(
        course=edition.course,
        number=2,
        digest="1",
        hours_promised=1,
        minutes_per_hour=60,
        practice_percent=60,
        minutes_theory=0,
        minutes_practice=60,
    )
    item = outline(edition.pk)[-1]
    newer.items.create(
        activity=item.activity,
        position=0,
        module_key=item.module_key,
        slug=item.slug,
        kind="task",
        minutes=60,
        practice=True,
        check_by="self",
    )
    assert "Lesson 0" not in page().content.decode()
    client.force_login(enrolment.person)
    assert "Lesson 0" in page().content.decode()
