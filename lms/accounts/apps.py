from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lms.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register who may do what, and what follows from facts."""
        import_module("lms.accounts.policies")
        import_module("lms.accounts.access.policies")
        import_module("lms.accounts.access.log")
        import_module("lms.accounts.receivers")
