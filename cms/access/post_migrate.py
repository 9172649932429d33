"""A helper for receivers of `post_migrate`."""

from django.apps import AppConfig, apps


def is_last_app(app: AppConfig) -> bool:
    """Return whether `post_migrate` is sent for no app after this one, so that all permissions exist by now."""
    return app == [config for config in apps.get_app_configs() if config.models_module][-1]
