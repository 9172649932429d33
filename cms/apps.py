from importlib import import_module

from django.apps import AppConfig

PARTS = (
    "cms.triggers",
    "cms.access.policies",
    "cms.access.receivers",
    "cms.media.policies",
    "cms.jobs.policies",
    "cms.jobs.tasks",
    "cms.pdf.checks",
    "cms.pages.receivers",
    "cms.terminology.receivers",
)


class CmsConfig(AppConfig):
    """The package that both plugins build on."""

    name = "cms"
    label = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the modules that register policies, receivers, tasks and checks."""
        for part in PARTS:
            import_module(part)
