from importlib import import_module

from django.apps import AppConfig

from cms.checks import NeedsApps

PARTS = (
    "cms.checks",
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


NEEDS = (
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.settings",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.snippets",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
)


class CmsConfig(NeedsApps, AppConfig):
    """The package that both plugins build on."""

    name = "cms"
    needs = NEEDS
    label = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the modules that register policies, receivers, tasks and checks."""
        for part in PARTS:
            import_module(part)
