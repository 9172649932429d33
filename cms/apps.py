from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The ground floor."""

    name = "cms"
    label = "cms"
