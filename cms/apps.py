from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The ground floor."""

    name = "cms"
    label = "cms"

    def ready(self) -> None:
        """Register who may have back what was typed."""
        import_module("cms.access.policies")
