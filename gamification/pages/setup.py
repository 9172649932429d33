"""The frame: a page of the club below each home page, to be written in the editor."""

from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.models import Page, Site

from gamification.pages.models import ClubPage


@transaction.atomic
def set_up_club() -> list[ClubPage]:
    """Make what is missing below the site's home page and its translations; what is there stays as it is."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return []
    first = ClubPage.objects.child_of(site.root_page).first() or _first(site.root_page)
    missing = [
        home.locale
        for home in site.root_page.get_translations()
        if not first.has_translation(home.locale) and not ClubPage.objects.child_of(home).exists()
    ]
    return [first, *(_translation(first, locale) for locale in missing)]


def _first(home: Page) -> ClubPage:
    page: ClubPage = home.add_child(
        instance=ClubPage(title=_title(home.locale.language_code), slug="club", locale=home.locale, live=False)
    )
    page.save_revision().publish()
    return page


def _translation(first: ClubPage, locale: object) -> ClubPage:
    copy: ClubPage = first.copy_for_translation(locale)
    copy.title = copy.draft_title = _title(copy.locale.language_code)
    copy.save_revision().publish()
    return copy


def _title(language: str) -> str:
    with override(language):
        return gettext("Club of women deputies")
