"""The bank of questions in the editor. Trainers see the key here; learners never do."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.quizzes.forms import OptionForm, QuestionForm
from courses.quizzes.models import Question


class OptionsPanel(InlinePanel):
    """Options with what is right beside them, which is not a field of the option."""

    def get_form_options(self) -> dict[str, Any]:
        """As the panel's own, with our form."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = OptionForm
        return options


class QuestionPermissions(ModelPermissionPolicy):
    """A question is retired, never deleted: attempts refer to it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the model's permissions say, but nobody deletes."""
        return action != "delete" and bool(super().user_has_permission(user, action))


class QuestionFilters(WagtailFilterSet):
    """Narrow the list by topic and the like."""

    topic = django_filters.AllValuesFilter(label=_("topic"))

    class Meta:
        model = Question
        fields = ["course", "topic", "kind", "retired", "packaged"]


class QuestionViewSet(SnippetViewSet):
    """Questions by course and topic, with options, key and feedback."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["bank_key", "text", "topic", "kind", "retired"]
    search_fields = ["bank_key", "text"]
    search_backend_name = None
    filterset_class = QuestionFilters
    ordering = ["course", "bank_key"]
    edit_handler = ObjectList(
        [
            FieldPanel("course"),
            FieldRowPanel(["bank_key", "topic", "kind"]),
            FieldPanel("text"),
            OptionsPanel(
                "options",
                heading=_("Options"),
                panels=[
                    FieldPanel("text"),
                    FieldPanel("match"),
                    FieldRowPanel([FieldPanel("right"), FieldPanel("place")]),
                ],
            ),
            MultiFieldPanel(
                [
                    FieldPanel("answer"),
                    FieldRowPanel([FieldPanel("number"), FieldPanel("tolerance")]),
                    FieldPanel("accepted"),
                ],
                heading=_("What is right, where there are no options"),
            ),
            MultiFieldPanel([FieldPanel("feedback"), FieldPanel("lesson_key")], heading=_("After the attempt")),
            FieldPanel("retired"),
        ],
        base_form_class=QuestionForm,
    )

    @property
    def permission_policy(self) -> QuestionPermissions:
        """Who may write questions: by the model's permissions, given to groups."""
        return QuestionPermissions(self.model)


register_snippet(QuestionViewSet)
