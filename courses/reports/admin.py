"""Reports in the editor: importing puts them under its address."""

from django.urls import URLPattern, path
from wagtail import hooks

from courses.reports.views import export_register


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Beside the register."""
    return [path("register/export/", export_register, name="register-export")]
