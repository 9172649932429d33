from importlib import import_module

from django.apps import AppConfig

from cms.checks import NeedsApps


class CoursesPagesConfig(NeedsApps, AppConfig):
    """Pages in which courses are written; an app of their own because only they depend on the page table."""

    name = "courses.pages"
    needs = ("cms", "courses", "wagtail_localize")
    label = "courses_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register who writes, and connect what follows from changes of pages."""
        import_module("courses.pages.policies")
        import_module("courses.pages.receivers")
        import_module("courses.pages.jobs")
