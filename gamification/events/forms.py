"""What is asked of the list of events, and what members ask before an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gamification.events.kinds import kind_choices
from gamification.events.models import Question
from gamification.members.models import Topic

ANY = ("", _("any"))


class Filters(forms.Form):
    """What a reader asks of the list; what makes no sense is as if it were not asked."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: [ANY, *kind_choices()])
    topic = forms.ModelChoiceField(Topic.objects.none(), label=_("Topic"), required=False, empty_label=ANY[1])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.prefetch_related("names")  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was asked, by field of Event."""
        self.is_valid()
        asked = {"kind": self.cleaned_data.get("kind"), "topics": self.cleaned_data.get("topic")}
        return {field: value for field, value in asked.items() if value}


class QuestionForm(forms.ModelForm):
    """A question before an event."""

    class Meta:
        model = Question
        fields = ["text"]
        labels = {"text": _("Your question")}
        help_texts = {"text": _("Others see the question without your name. It is answered first.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
