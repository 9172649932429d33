from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The ground floor."""

    name = "cms"
    label = "cms"

    def ready(self) -> None:
        """Import what registers itself."""
        for part in ("cms.access.policies", "cms.media.policies", "cms.print.checks", "cms.wording.receivers"):
            import_module(part)
