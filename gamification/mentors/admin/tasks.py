"""Practical tasks of events in the editor."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.permission_policies import RulePermissionPolicy
from cms.input.ids import parse_id
from gamification.events.models import Event
from gamification.members.admin import MENU
from gamification.mentors.models import PracticalTask
from gamification.mentors.services import save_task

KEPT = ("event", "months")  # of a task that somebody has already


class TaskForm(WagtailAdminModelForm):
    """A task. Once it was given its words can be corrected, and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = Event.objects.order_by("-starts_at", "-pk")
        if self.instance.pk and self.instance.given.exists():
            for name in KEPT:
                self.fields[name].disabled = True

    def save(self, commit: bool = True) -> PracticalTask:
        """By the service, which gives it to who attended."""
        return save_task(task=self.instance)


class NewTask(CreateView):
    """From an event's page the event is chosen already."""

    http_method_names = ["get", "head", "post"]

    def get_initial_form_instance(self) -> PracticalTask:
        """Of the event that the address names."""
        found = Event.objects.filter(pk=parse_id(self.request.GET.get("event")) or 0).first()
        return PracticalTask(event=found, language=found.language) if found else PracticalTask()


class TaskViewSet(ModelViewSet):
    """Tasks by event. None is deleted: members have it in their hands."""

    model = PracticalTask
    url_prefix = "club/tasks"
    icon = "tasks"
    menu_label = _("Tasks of events")
    menu_order = 325
    menu_hook = MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = NewTask
    search_fields = ["title"]
    search_backend_name = None
    list_filter = ["event"]
    ordering = ["-event__starts_at", "-pk"]
    list_display = [
        "title",
        "event",
        Column("months", label=_("Months"), accessor="months"),
        Column("given", label=_("Members who have it"), accessor="many"),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "Who attended the event gets the task at once, also when it is written later. "
                    "Once somebody has it, its words can be corrected, but not the event and the time."
                )
            ),
            FieldPanel("event"),
            FieldRowPanel([FieldPanel("language"), FieldPanel("months")]),
            FieldPanel("title"),
            FieldPanel("text"),
        ],
        base_form_class=TaskForm,
    )

    @property
    def add_view(self) -> Any:
        """A view of our own, so it names its action."""
        view = super().add_view
        view.action = "mentors.manage"
        return view

    @property
    def permission_policy(self) -> RulePermissionPolicy:
        """Who looks after the club."""
        return RulePermissionPolicy(PracticalTask, "mentors.manage", never=("delete",))

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Events and how many have it come with the rows."""
        rows = PracticalTask.objects.select_related("event").annotate(many=Count("given"))
        found: dict[str, Any] = super().get_index_view_kwargs(queryset=rows, **kwargs)
        return found
