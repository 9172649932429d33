"""A small course in the page tree: one module, a lesson of 20 minutes and a task of 40."""

from wagtail.models import Locale

from cms.pages.services import set_up_site
from courses.pages.models import CoursePage, LessonPage, ModulePage, TaskPage

BODY = [{"type": "text", "value": "<p>Слова.</p>", "id": "11111111-1111-4111-8111-111111111112"}]


def home():
    return set_up_site(origin="http://testserver", name="Жылдыз")


def add(parent, page, *, publish=True):
    """Put a page below another as the editor does: draft first, then published."""
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    page.refresh_from_db()
    return page


def draft_course(**fields):
    """A course whose parts are published and which itself is not."""
    top = home()
    fields = {"title": "Курс", "slug": "first", "hours": 1, "practice_percent": 60} | fields
    page = add(top, CoursePage(locale=top.locale, **fields), publish=False)
    module = add(page, ModulePage(title="Модуль", slug="module", locale=top.locale))
    add(module, LessonPage(title="Урок", slug="lesson", minutes=20, body=BODY, locale=top.locale))
    add(module, TaskPage(title="Задание", slug="task", minutes=40, body=BODY, locale=top.locale))
    page.refresh_from_db()
    return page


def published_course(**fields):
    page = draft_course(**fields)
    return republish(page)


def republish(page, **fields):
    """Change fields of a page and publish it."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def translated(page, language):
    """The page in another language, published."""
    locale = Locale.objects.get(language_code=language)
    copy = page.copy_for_translation(locale)
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


def part(page, slug):
    """A page below the course."""
    return page.get_descendants().get(slug=slug).specific
