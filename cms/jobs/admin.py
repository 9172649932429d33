"""Register the pages of jobs in the editor: the item in the reports menu and the URLs."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.policy import can
from cms.jobs import views


class JobsMenuItem(MenuItem):
    """Menu item for people who may start jobs."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return what the permission of the list says."""
        return can(request.user, "jobs.read")


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Add the item to the reports menu."""
    return JobsMenuItem(_("Work in the background"), reverse("jobs"), name="jobs", icon_name="tasks", order=50)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Return the URLs below the editor's own address."""
    return [
        path("jobs/", views.jobs, name="jobs"),
        path("jobs/<int:pk>/", views.job, name="job"),
        path("jobs/<int:pk>/cancel/", views.cancel_job, name="job-cancel"),
        path("jobs/<int:pk>/file/", views.job_file, name="job-file"),
    ]
