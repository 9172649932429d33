from importlib import import_module

from django.apps import AppConfig
from django.core.signals import request_finished, request_started


class SiteConfig(AppConfig):
    name = "lms.site"
    label = "site"

    def ready(self) -> None:
        """Register who may see what; let each request have its own patience with the database."""
        import_module("lms.site.policies")
        patience = import_module("lms.site.patience")
        request_started.connect(patience.begin)
        request_finished.connect(patience.end)
