from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "lms.notify"
    label = "notify"
