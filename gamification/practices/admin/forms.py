"""What who looks after the club decides about practices."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from cms.languages import site_languages
from gamification.polls.models import Poll
from gamification.polls.services import NewChoice
from gamification.practices.models import Practice
from gamification.practices.services import path_for

SAY = {
    "nobody_harmed": _("Without this it cannot be published."),
    "nobody_identified": _("Without this it cannot be published."),
    "comment": _("Say what to change, so that she can mend it."),
}


class ReviewForm(forms.Form):
    """Publish after both questions, or return with a comment that helps. `edit` is the wording that was read."""

    nobody_harmed = forms.BooleanField(label=_("Nobody is harmed by what stands here."), required=False)
    nobody_identified = forms.BooleanField(
        label=_("Nobody can be identified who did not agree, in the text and in the pictures."), required=False
    )
    comment = forms.CharField(
        label=_("Comment for the author"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    verdict = forms.ChoiceField(choices=[("publish", _("Publish")), ("return", _("Return with comments"))])
    edit = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def add_missing(self, fields: list[str]) -> None:
        """Say at each field what is missing."""
        for name in fields:
            self.add_error(name, SAY[name])


class VoteForm(forms.Form):
    """A vote on chosen practices: members choose the best, or the most usable."""

    kind = forms.ChoiceField(
        label=_("Members choose"), choices=[(kind.value, kind.label) for kind in (Poll.Kind.BEST, Poll.Kind.USABLE)]
    )
    title = forms.CharField(label=_("Question"), max_length=200)
    explanation = forms.CharField(
        label=_("Explanation"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = forms.ChoiceField(label=_("Language"), choices=site_languages)
    opens_at = forms.DateTimeField(label=_("Opens"), widget=AdminDateTimeInput)
    closes_at = forms.DateTimeField(label=_("Closes"), widget=AdminDateTimeInput)
    chosen = forms.ModelMultipleChoiceField(
        Practice.objects.none(), label=_("Practices to choose from"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, practices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = practices  # type: ignore[attr-defined]
        self.fields["chosen"].label_from_instance = label_of  # type: ignore[attr-defined]

    def clean_chosen(self) -> Any:
        """One alone is no choice."""
        chosen = self.cleaned_data["chosen"]
        if len(chosen) < 2:
            raise forms.ValidationError(_("Choose two practices at least."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Times in order; a time that has passed means now."""
        data = super().clean() or {}
        if "opens_at" in data and "closes_at" in data:
            data["opens_at"] = max(data["opens_at"], timezone.now())
            if data["closes_at"] <= data["opens_at"]:
                self.add_error("closes_at", _("It closes after it has opened, and not in the past."))
        return data

    @property
    def choices(self) -> list[NewChoice]:
        """Each practice with its page and its author, who does not vote for it; two of one name are told apart."""
        chosen = list(self.cleaned_data["chosen"])
        titles = [one.title for one in chosen]
        return [
            NewChoice(
                label=one.title if titles.count(one.title) == 1 else f"{one.title} ({one.pk})",
                subject=f"practice:{one.pk}",
                path=path_for(one),
                owner=one.author,
            )
            for one in chosen
        ]


def label_of(practice: Practice) -> str:
    """As the list of a vote names it."""
    return f"{practice.title} · {practice.author.name}"
