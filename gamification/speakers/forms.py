"""What an invited member says, and what the club's administrators set."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.pdf.validators import clean_printable
from gamification.events.kinds import speaker_kinds
from gamification.events.models import Event
from gamification.members.models import Member
from gamification.speakers import queries
from gamification.speakers.models import SpeakerEntry, SpeakerList


class AcceptForm(forms.Form):
    """The talk, the practice that it is about, and whether her name may be shown."""

    talk = forms.CharField(
        label=_("Title of my talk"),
        max_length=200,
        help_text=_("What others learn from it. It stands in the programme."),
    )
    practice: Any = forms.ModelChoiceField(
        None, label=_("The practice that I speak of"), empty_label=_("Choose one of your published practices")
    )
    in_public = forms.BooleanField(
        label=_("My name may stand on the page and in the programme"),
        required=False,
        help_text=_(
            "Your name, your talk and your practice then stand beside your place, so everybody also learns the number "
            "of your stars. Without it you are “a member of the club” there. You can take it back at any time."
        ),
    )

    def __init__(self, data: Any = None, *, member: Member, entry: SpeakerEntry) -> None:
        said = {"talk": entry.talk, "practice": entry.practice_id, "in_public": entry.in_public}
        super().__init__(data, initial=said)
        talks = queries.talks_of(member)
        self.fields["practice"].queryset = talks  # type: ignore[attr-defined]
        if not talks.exists():
            del self.fields["practice"]

    def clean_talk(self) -> str:
        """As it will be printed."""
        return clean_printable(self.cleaned_data["talk"])


class SpeakerListForm(forms.ModelForm):
    """Rule, conference and prize. Once the list is published its rule is shown and cannot be typed."""

    prize = SpeakerList._meta.get_field("prize").formfield(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = SpeakerList
        fields = (
            "places", "least_stars", "region_share", "newcomer_places", "event", "answer_by", "prize"
        )  # fmt: skip
        widgets = {
            "answer_by": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = Event.objects.filter(kind__in=speaker_kinds(), cancelled_at=None).order_by("-starts_at")
        self.fields["event"].queryset = events  # type: ignore[attr-defined]
        self.fields["event"].help_text = _("Events of the kind #ЧоңОй.")
        self.fields["answer_by"].help_text = _("In the time zone of the season: %(zone)s.") % {
            "zone": self.instance.season.zone
        }
        if self.instance.published_at:
            for name in ("places", "least_stars", "region_share", "newcomer_places"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Newcomers fit into the places, and the speakers have time to answer."""
        data = super().clean() or {}
        places, newcomers = data.get("places"), data.get("newcomer_places")
        if places and newcomers and newcomers > places:
            self.add_error("newcomer_places", _("There are not so many places."))
        answer_by = data.get("answer_by")
        if "answer_by" in self.changed_data and answer_by and answer_by <= timezone.now():
            self.add_error("answer_by", _("This day is over."))
        return data


class ThanksForm(forms.Form):
    """Letters of thanks: to whom, from whom."""

    entry: Any = forms.ModelChoiceField(None, label=_("Speaker"), empty_label=None)
    signatories = forms.CharField(
        label=_("Who signs"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: name, position. At most three."),
    )

    def __init__(self, *args: Any, speaker_list: SpeakerList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entry"]
        field.queryset = queries.speakers(speaker_list)
        field.label_from_instance = lambda entry: f"{entry.place}. {entry.standing.member.name}"

    def clean_entry(self) -> SpeakerEntry:
        """Her name must be printable."""
        entry: SpeakerEntry = self.cleaned_data["entry"]
        clean_printable(entry.standing.member.name)
        clean_printable(entry.talk)
        return entry

    def clean_signatories(self) -> list[tuple[str, str]]:
        """Names and positions."""
        lines = [clean_printable(line) for line in self.cleaned_data["signatories"].splitlines() if line.strip()]
        if len(lines) > 3:
            raise ValidationError(_("At most three sign."))
        parts = (line.partition(",") for line in lines)
        return [(name.strip(), position.strip()) for name, _comma, position in parts]
