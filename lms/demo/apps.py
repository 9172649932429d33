from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lms.demo"
    label = "demo"

    def ready(self) -> None:
        """Register who may read the demo's mail."""
        import_module("lms.demo.policies")
