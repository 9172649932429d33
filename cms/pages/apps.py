from importlib import import_module

from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    """Concrete pages, in an app of their own because only they depend on the page table. A site with home pages of
    its own leaves it out.
    """

    name = "cms.pages"
    label = "cms_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the modules that register policies and jobs."""
        import_module("cms.pages.policies")
        import_module("cms.pages.jobs")
