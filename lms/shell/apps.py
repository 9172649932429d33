from importlib import import_module

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "lms.shell"
    label = "shell"

    def ready(self) -> None:
        """Register who may see what."""
        import_module("lms.shell.policies")
