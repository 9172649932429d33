import pytest

from tests.courses.catalogue.tree import publish
from tests.factories import EditionFactory, ItemFactory, make_outline

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    def codes(prefix="ru", **asked):
        page = client.get(f"/{prefix}/courses/", asked).context["page"]
        return [card.code for card in page.object_list]

    return codes


def a_course(code, *, hours=1, practice=40, languages=("ru",), titles=None, **course):
    edition = EditionFactory(
        course__code=code,
        hours_promised=hours,
        practice_percent=0,
        minutes_theory=hours * 60 - practice,
        minutes_practice=practice,
        **{f"course__{name}": value for name, value in course.items()},
    )
    ItemFactory(edition=edition, slug="first")
    return publish(edition, languages=languages, titles=titles)


def test_without_a_course_the_page_says_what_to_expect(client):
    assert 'class="empty"' in client.get("/ru/courses/").content.decode()


def test_all_published_courses_are_there_the_newest_first(found):
    a_course("old")
    a_course("new")
    make_outline(code="without-a-page")
    assert found() == ["new", "old"]


@pytest.mark.parametrize("query", ["тең", "тен", "ТЕҢДИ", "сабак алганы"])
def test_a_course_is_found_by_the_beginning_of_a_word_with_any_keyboard(found, query):
    a_course("equality", languages=("ru", "ky"), titles={"ky": "Теңдикке алгачкы сабак алганы"})
    a_course("other", languages=("ru", "ky"), titles={"ky": "Башка"})
    assert found("ky", q=query) == ["equality"]


def test_a_course_is_found_by_what_stands_inside_in_the_reader_s_language(found):
    a_course("one", languages=("ru", "ky"))
    assert found("ru", q="lesson 0 ru") == ["one"]
    assert found("ru", q="lesson 0 ky") == []


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"length": "short"}, ["short"]),
        ({"length": "long"}, ["long"]),
        ({"language": "ky"}, ["short"]),
        ({"language": "ru"}, ["long", "short"]),
        ({"practice": "60"}, ["short"]),
        ({"certificate": "order"}, ["long"]),
        ({"certificate": "nonsense"}, ["long", "short"]),
        ({"length": "long", "language": "ky"}, []),
    ],
)
def test_filters_narrow_the_list(found, asked, codes):
    a_course("short", languages=("ru", "ky"))
    a_course("long", hours=10, issue="order")
    assert found(**asked) == codes


def test_nothing_found_says_what_to_do(client):
    a_course("one")
    html = client.get("/ru/courses/", {"q": "zzz"}).content.decode()
    assert 'class="empty"' in html
    assert 'value="zzz"' in html


def test_two_hundred_courses_come_in_pages_that_keep_what_was_asked(client):
    for number in range(21):
        a_course(f"course-{number:02}")
    html = client.get("/ru/courses/", {"length": "short"}).content.decode()
    assert "length=short&amp;page=2" in html
    assert len(client.get("/ru/courses/?length=short&page=2").context["page"].object_list) == 1
