"""The site's side of the previews: a draft of each type of page, and who may see them all."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from wagtail.models import Page, get_page_models

from cms.pages.services import set_up_site
from courses.pages.models import CoursePage, LessonPage, ModulePage, QuizPage, TaskPage
from gamification.pages.models import ClubPage

PASSWORD, SECRET = "demo-editor-2026", "JBSWY3DPEHPK3PXP"


def make(origin: str, editors: list[str]) -> dict[str, int]:
    """Page ids by the titles of the drafts; RuntimeError where a type of page has none."""
    for name in editors:
        _make_editor(f"{name}@example.org")
    home = set_up_site(origin=origin, name="Жылдыз")
    club = home.add_child(instance=ClubPage(title="Клуб-долбоор", slug="club", locale=home.locale, live=False))
    course = home.add_child(instance=CoursePage(title="Курс-долбоор", slug="kurs", locale=home.locale, live=False))
    module = course.add_child(instance=ModulePage(title="Бөлүм-долбоор", slug="bolum", locale=home.locale, live=False))
    pages = [home, club, course, module]
    for model, title in ((LessonPage, "Сабак-долбоор"), (QuizPage, "Тест-долбоор"), (TaskPage, "Тапшырма-долбоор")):
        slug = model.__name__.lower()
        pages.append(module.add_child(instance=model(title=title, slug=slug, locale=home.locale, live=False)))
    if missing := set(get_page_models()) - {Page} - {type(page) for page in pages}:
        raise RuntimeError(f"no draft of {missing}")
    return {page.title: page.pk for page in pages}


def home() -> int:
    """The id of the Kyrgyz home page."""
    return Page.objects.get(depth=2, locale__language_code="ky").pk


def _make_editor(email: str) -> None:
    person = get_user_model().objects.create_superuser(email=email, password=PASSWORD)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    TOTP.activate(person, SECRET)
