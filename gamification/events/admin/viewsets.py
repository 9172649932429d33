"""Lists and forms of events and series in the editor."""

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.permission_policies import RulePermissionPolicy
from gamification.events import queries
from gamification.events.admin.forms import EventForm, TeaTalksForm
from gamification.events.models import Event, TeaTalks
from gamification.events.tea_talks import series_state
from gamification.members.admin import MENU
from gamification.members.time_zones import zone_name


def _when(event: Event) -> str:
    when = date_format(event.local(event.starts_at).replace(tzinfo=None), "DATETIME_FORMAT")
    return f"{when} ({zone_name(event.zone, event.starts_at)})"


def _state(event: Event) -> str:
    return gettext("cancelled") if event.cancelled_at else ""


def _seats(event: Any) -> str:
    of = f" / {event.seats}" if event.seats else ""
    return f"{event.seated}{of}" + (f" (+{event.waiting})" if event.waiting else "")


def _to(name: str) -> Any:
    return lambda event: reverse(name, args=[quote(event.pk)])


class EventViewSet(ModelViewSet):
    """Events. None is deleted: it is cancelled, so that who signed up learns of it."""

    model = Event
    url_prefix = "club/events"
    icon = "calendar"
    menu_label = _("Events")
    menu_order = 322
    menu_hook = MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    search_fields = ["title"]
    search_backend_name = None
    list_filter = ["kind", "tea_talks"]
    ordering = ["-starts_at"]
    list_display = [
        "title",
        Column("when", label=_("When"), accessor=_when),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        TitleColumn("seats", label=_("Seats"), accessor=_seats, get_url=_to("club-admin-attendance")),
        TitleColumn("asked", label=_("Questions"), accessor="asked", get_url=_to("club-admin-questions")),
        Column("state", label=_("State"), accessor=_state),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(template="gamification/events/admin/links.html"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
            FieldPanel("title"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("zone")], heading=_("When")
            ),
            MultiFieldPanel([FieldPanel("place"), FieldPanel("link"), FieldPanel("seats")], heading=_("Where")),
            FieldPanel("topics"),
            FieldPanel("about"),
            FieldPanel("prepare"),
            MultiFieldPanel([FieldPanel("materials"), FieldPanel("recording")], heading=_("After the event")),
        ],
        base_form_class=EventForm,
    )

    @property
    def permission_policy(self) -> RulePermissionPolicy:
        """Who looks after the club."""
        return RulePermissionPolicy(Event, "events.manage", never=("delete",))

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Seats and questions are counted with the rows."""
        rows = queries.with_questions(queries.with_counts(Event.objects.all()))
        found: dict[str, Any] = super().get_index_view_kwargs(queryset=rows, **kwargs)
        return found


class TeaTalksViewSet(ModelViewSet):
    """Series of tea talks, with what became of their votes."""

    model = TeaTalks
    url_prefix = "club/tea-talks"
    icon = "time"
    menu_label = _("Tea talks")
    menu_order = 323
    menu_hook = MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "title",
        "poll",
        Column("standing", label=_("State"), accessor=lambda series: series_state(series).label),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel(
                "poll",
                help_text=_("A vote on days and hours. Of slots with equally many votes the first in the week wins."),
            ),
            FieldRowPanel([FieldPanel("title"), FieldPanel("language")]),
            FieldRowPanel([FieldPanel("first_on"), FieldPanel("last_on")]),
            FieldRowPanel([FieldPanel("zone"), FieldPanel("minutes")]),
            FieldPanel("link", help_text=_("Shown only to who has a seat.")),
        ],
        base_form_class=TeaTalksForm,
    )

    @property
    def permission_policy(self) -> RulePermissionPolicy:
        """Who looks after the club."""
        return RulePermissionPolicy(TeaTalks, "events.manage", never=("delete",))
