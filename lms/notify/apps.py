from importlib import import_module

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "lms.notify"
    label = "notify"

    def ready(self) -> None:
        """Know the postman's task."""
        import_module("lms.notify.tasks")
