"""Where the site lets people in: the plugin has no accounts of its own."""

from django import template
from django.conf import settings
from django.shortcuts import resolve_url

from courses.conf import setting

register = template.Library()


@register.simple_tag
def setting_url(name: str) -> str:
    """The address that a setting of the plugin names (`SIGN_UP_URL`, say), or else LOGIN_URL."""
    return resolve_url(setting(name) or settings.LOGIN_URL)
