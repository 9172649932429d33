"""Prepare a fresh database for pages."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.pages.services import set_up_site


class Command(BaseCommand):
    """Repeats safely; run after `migrate`."""

    help = "Make the locales, the home page in each language and the site, where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_site(origin=settings.WAGTAILADMIN_BASE_URL, name=settings.WAGTAIL_SITE_NAME)
