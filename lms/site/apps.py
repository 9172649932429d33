from importlib import import_module

from django.apps import AppConfig
from django.core.signals import request_finished, request_started


class SiteConfig(AppConfig):
    name = "lms.site"
    label = "site"

    def ready(self) -> None:
        """Register the rules, and give each request its own time limit for waiting for the database."""
        import_module("lms.site.policies")
        timeout = import_module("lms.site.database_timeout")
        request_started.connect(timeout.start_request)
        request_finished.connect(timeout.end_request)
