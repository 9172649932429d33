from importlib import import_module

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "lms.notify"
    label = "notify"

    def ready(self) -> None:
        """Connect the receivers, and register the task and the check."""
        import_module("lms.notify.receivers")
        import_module("lms.notify.club")
        import_module("lms.notify.tasks")
        import_module("lms.notify.checks")
