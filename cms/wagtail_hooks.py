"""Register what editors see of cms: snippets, settings, scripts, log actions, permissions."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.access.permissions import permissions_by_label
from cms.access.policy import permissions
from cms.media.models import CaptionTrack
from cms.terminology.models import Terminology

import_module("cms.jobs.admin")
SCHEDULE_REFUSED = "cms.schedule_refused"


class CaptionTrackViewSet(SnippetViewSet):
    """Captions, a file for each language."""

    model = CaptionTrack
    icon = "openquote"
    list_display = ["media", "language"]
    panels = ["media", "language", "file"]


register_snippet(CaptionTrackViewSet)
if apps.is_installed("wagtail.contrib.settings"):
    register_setting(Terminology, icon="edit")


@hooks.register("insert_global_admin_js")
def send_once() -> str:
    """A second press of a button sends nothing."""
    return format_html('<script src="{}" defer></script>', static("cms/js/once.js"))


@hooks.register("insert_editor_js")
def paste_from_word() -> str:
    """A pasted table stays readable, and what the editor cannot keep is told at the field."""
    return format_html(
        '<script src="{}" data-tables="{}" data-pictures="{}" data-notes="{}"></script>',
        static("cms/js/paste.js"),
        _("A table became lines here, its cells with “|” between them; for a real table use the block “table”."),
        _("Pictures were left out: add each with the block “picture”."),
        _("Footnotes and comments were left out."),
    )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Say in the history of a page why its schedule was not kept."""

    @actions.register_action(SCHEDULE_REFUSED)
    class ScheduleRefused(LogFormatter):
        label = _("Schedule not kept")

        def format_message(self, log_entry: Any) -> str:
            return str(log_entry.data.get("reason", self.label))


@hooks.register("register_permissions")
def boxes() -> QuerySet[Permission]:
    """What our rules ask for stands as boxes in the form of a group."""
    return permissions_by_label(permissions())
