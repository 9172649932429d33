"""Set up the page tree: a locale and a home page for each language, and the site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.pages.models import HomePage


@transaction.atomic
def set_up_site(*, origin: str, name: str) -> HomePage:
    """Create missing locales, home pages and the site; update the site's address. Repeats safely.

    Returns the home page in the default language.
    """
    source = _locale(settings.LANGUAGE_CODE)
    home = HomePage.objects.filter(locale=source).first() or _first_home(source, name)
    for code, _name in settings.LANGUAGES:
        if code != source.language_code and not home.has_translation(_locale(code)):
            copy = home.copy_for_translation(_locale(code))
            copy.save_revision().publish()
    _point_site(home, origin, name)
    return home


def _locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def _first_home(locale: Locale, name: str) -> HomePage:
    root = Page.objects.get(depth=1)
    home: HomePage = root.add_child(instance=HomePage(title=name, slug="start", locale=locale, live=False))
    home.save_revision().publish()
    return home


def _point_site(home: HomePage, origin: str, name: str) -> None:
    """Point the default site to the home page; delete Wagtail's welcome page when nothing stands below it."""
    address = urlsplit(origin)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    wanted = {"hostname": address.hostname or "localhost", "port": port, "site_name": name, "root_page_id": home.pk}
    if any(getattr(site, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(site, field, value)
        site.save()
    if welcome and type(welcome.specific) is Page and not welcome.get_children().exists():
        welcome.delete()
