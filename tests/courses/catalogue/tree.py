"""Pages for an edition: the words over an outline, without going through the editor."""

import json

from wagtail.models import Locale, Page

from cms.pages.models import HomePage
from courses.pages.models import CoursePage, ModulePage
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import EditionItem
from tests.factories import make_outline

BODY = [
    {"type": "text", "value": "<p>Read this.</p>", "id": "11111111-1111-4111-8111-111111111111"},
    {"type": "reflection", "value": {"text": "<p>Where did you meet it?</p>"}, "id": "r1"},
    {"type": "check", "value": {"question": "Why?", "answer": "Because."}, "id": "c1"},
]


def home(language):
    locale, _ = Locale.objects.get_or_create(language_code=language)
    page = HomePage.objects.filter(locale=locale).first()
    return page or Page.get_first_root_node().add_child(
        instance=HomePage(title=f"Home {language}", slug=f"home-{language}", locale=locale)
    )


def publish(edition=None, *, titles=None, body=BODY, summary="In one sentence.", languages=("ru",)):
    """Live pages of an edition (of a small outline, unless given) in these languages; returns the edition."""
    edition = edition or make_outline()
    items = list(EditionItem.objects.filter(edition=edition).select_related("activity").order_by("position"))
    for language in languages:
        parent = home(language)
        course = parent.add_child(
            instance=CoursePage(
                title=(titles or {}).get(language, f"Course {edition.course.code} {language}"),
                summary=summary,
                description="<p>About the course.</p>",
                slug=edition.course.code,
                translation_key=edition.course.key,
                locale=parent.locale,
            )
        )
        modules = {}
        for number, item in enumerate(items):
            if item.module_key not in modules:
                modules[item.module_key] = course.add_child(
                    instance=ModulePage(
                        title=f"Module {number} {language}",
                        slug=f"module-{number}",
                        translation_key=item.module_key,
                        locale=parent.locale,
                    )
                )
            modules[item.module_key].add_child(
                instance=ITEM_KINDS[item.kind].page_class(
                    title=f"{item.kind.title()} {number} {language}",
                    slug=item.slug,
                    translation_key=item.activity.key,
                    locale=parent.locale,
                    minutes=item.minutes,
                    body=json.dumps(body),
                )
            )
    return edition
