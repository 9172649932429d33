"""When a migration is over."""

from django.apps import AppConfig, apps


def is_last(app: AppConfig) -> bool:
    """Is this the last app that `post_migrate` is sent for, so that every app before it has its permissions?"""
    return app == [config for config in apps.get_app_configs() if config.models_module][-1]
