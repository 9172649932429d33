from importlib import import_module

from django.apps import AppConfig

from cms.checks import NeedsApps


class CmsPagesConfig(NeedsApps, AppConfig):
    """Concrete pages, in an app of their own because only they depend on the page table. A site with home pages of
    its own leaves it out.
    """

    name = "cms.pages"
    needs = ("cms", "wagtail_localize")
    label = "cms_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the modules that register policies and jobs."""
        import_module("cms.pages.policies")
        import_module("cms.pages.jobs")
