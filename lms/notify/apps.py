from importlib import import_module

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "lms.notify"
    label = "notify"

    def ready(self) -> None:
        """Listen to the facts of learning and of the club, and know the postman's task."""
        import_module("lms.notify.receivers")
        import_module("lms.notify.club")
        import_module("lms.notify.tasks")
