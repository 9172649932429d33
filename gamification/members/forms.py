"""What a member says of herself, and what is asked of the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.input.edit_conflicts import EditConflictMixin
from cms.languages import site_languages
from cms.regions import REGIONS
from gamification.members.models import Member, Topic

SHOWABLE = [
    ("council", _("council")),
    ("region", _("region")),
    ("role", _("role")),
    ("languages", _("languages")),
    ("teaches", _("what I can teach")),
    ("wants", _("what I want to learn")),
    ("stars", _("stars of the season")),
]
ABOUT, TOPICS, SHOWN = ("name", "role", "council", "region", "languages", "about"), ("teaches", "wants"), "shown"
ANY = ("", _("any"))


class Topics(forms.ModelMultipleChoiceField):
    """Boxes to tick, with the topics' names in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **facts: Any) -> None:
        super().__init__(Topic.objects.prefetch_related("names"), required=False, **facts)


class MemberForm(EditConflictMixin, forms.ModelForm):
    """One form for all: who I am, what I bring and seek, what of it others see."""

    languages = forms.MultipleChoiceField(
        label=_("Languages I speak"), choices=site_languages, widget=forms.CheckboxSelectMultiple
    )
    teaches = Topics(label=_("What I can teach"))
    wants = Topics(label=_("What I want to learn"))
    mentors_up_to = forms.IntegerField(
        label=_("How many members I can mentor at once"),
        min_value=0,
        max_value=20,
        initial=0,
        help_text=_("0 if you do not want to be a mentor now."),
    )
    shown = forms.MultipleChoiceField(
        label=_("What others see beside my name"),
        choices=SHOWABLE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what you want to show. What is not ticked is seen by nobody but you."),
    )

    class Meta:
        model = Member
        fields = (*ABOUT, *TOPICS, "mentors_up_to", "in_directory", SHOWN, "in_star_lists")
        labels = {
            "name": _("Name in the club"),
            "role": _("Who I am"),
            "council": _("Council or place of work"),
            "region": _("Region"),
            "about": _("About me"),
            "in_directory": _("Show me in the directory of members"),
            "in_star_lists": _("Name me in the lists of stars"),
        }
        help_texts = {
            "name": _("As other members call you."),
            "council": _("For example: Kara-Suu village council."),
            "about": _("A few sentences. Members who find you in the directory read them."),
            "in_directory": _("Other members find you by your name. Without this nobody sees your page."),
            "in_star_lists": _("Only if you have many stars: the last is never named."),
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def groups(self) -> list[dict[str, Any]]:
        """Legend and fields of each part of the form."""
        parts = [
            (_("About me"), ABOUT),
            (_("What I bring, what I seek"), (*TOPICS, "mentors_up_to")),
            (_("What others see"), ("in_directory", SHOWN, "in_star_lists")),
        ]
        return [{"legend": legend, "fields": [self[name] for name in names]} for legend, names in parts]


class DirectoryForm(forms.Form):
    """What is asked of the directory; what makes no sense is as if it were not asked."""

    q = forms.CharField(label=_("Name or council"), required=False, max_length=100)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[ANY, *REGIONS])
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[ANY, *Member.Role.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        topics = [(topic.slug, str(topic)) for topic in Topic.objects.prefetch_related("names")]
        self.fields["topic"].choices = [ANY, *topics]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """What was asked, without what is empty or makes no sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
