from importlib import import_module

from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    """Concrete pages of the ground floor; an app of their own because only they depend on the page table."""

    name = "cms.pages"
    label = "cms_pages"

    def ready(self) -> None:
        """Follow what is published."""
        import_module("cms.pages.receivers")
