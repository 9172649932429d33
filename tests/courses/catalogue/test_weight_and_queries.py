"""How many queries a page asks, with few items and with many."""

import pytest
from django.test import override_settings

from courses.learning.services import complete
from courses.syllabus.queries import outline
from tests.courses.catalogue.tree import publish
from tests.factories import EditionFactory, EnrolmentFactory, ItemFactory

pytestmark = pytest.mark.django_db
PAGES = ["/ru/courses/{code}/", "/ru/courses/{code}/item-1/", "/ru/courses/{code}/continue/"]


def long_course(items):
    edition = EditionFactory(minutes_theory=20)
    for number in range(1, items + 1):
        ItemFactory(edition=edition, position=number, slug=f"item-{number}")
    return publish(edition)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("items", [1, 40])
def test_a_signed_in_page_asks_at_most_four_queries(client, django_assert_max_num_queries, items, address):
    enrolment = EnrolmentFactory(edition=long_course(items))
    for item in outline(enrolment.edition_id)[1:]:
        complete(enrolment=enrolment, item=item, evidence="read", by=enrolment.person)
    client.force_login(enrolment.person)
    path = address.format(code=enrolment.edition.course.code)
    with override_settings(CONTENT_CACHE=True):
        client.get(path)
        with django_assert_max_num_queries(4):
            assert client.get(path).status_code in (200, 302)


@pytest.mark.parametrize("items", [1, 40])
@pytest.mark.parametrize("path", ["/ru/courses/", "/ru/courses/{code}/", "/ru/courses/{code}/item-1/"])
def test_a_visitor_costs_no_query(client, django_assert_num_queries, items, path):
    path = path.format(code=long_course(items).course.code)
    with override_settings(CONTENT_CACHE=True):
        client.get(path)
        with django_assert_num_queries(0):
            assert client.get(path).status_code == 200
