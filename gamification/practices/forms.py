"""The report of a member, and what she writes of a practice that she took up."""

from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.input.ids import parse_id
from cms.languages import site_languages
from cms.media.fields import MultipleFileField, MultipleFileInput, validate_each
from cms.media.photos import Photo, check_photo
from cms.regions import REGIONS
from gamification.conf import setting
from gamification.members.models import Topic
from gamification.practices.models import Practice, PracticePhoto
from gamification.practices.services import REQUIRED, TEXT_FIELDS

LIMIT = 5_000
ALT = 200
TOO_LONG = _("This is longer than %(limit_value)d characters (%(show_value)d). Please shorten it.")
NEEDED = {
    **dict.fromkeys(REQUIRED, _("Please write this too: others need it to repeat what you did.")),
    "video": _("This is no address of a video: it begins with https://"),
    "photos": _("Write of each picture what it shows."),
    "consent": _("Without your consent the report cannot be sent. It stays a draft."),
}


class PhotoRow(NamedTuple):
    """A photograph of the draft, as the form shows it."""

    photo: PracticePhoto
    alt: str
    removed: bool
    faulty: bool


def _text(label: Any, help_text: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LIMIT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": TOO_LONG},
    )


class PracticeForm(forms.Form):
    """A draft may lack anything; what is missing when it is sent, the service says, and `lack` shows."""

    title = forms.CharField(label=_("Title"), required=False, max_length=160, error_messages={"max_length": TOO_LONG})
    done = _text(_("What was done?"), _("Step by step, as you would tell a friend in another village."), 8)
    changed = _text(_("What changed?"), _("With figures, if you have any."))
    for_whom = _text(_("For whom?"), _("Who lives better now? Without names and details that lead to a person."))
    cost = _text(_("What did it cost?"), _("Money, time, people. Write so if it cost nothing."), 3)
    repeat = _text(_("How can others repeat it?"), _("What comes first, whom to ask, what to avoid."), 6)
    video = forms.CharField(
        label=_("Link to a video"),
        required=False,
        max_length=200,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("If there is one. It begins with https:// and is shown as a link."),
    )
    language = forms.ChoiceField(label=_("Language of the report"), choices=site_languages)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[("", _("not said")), *REGIONS])
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attach = MultipleFileField(
        label=_("Photographs"),
        required=False,
        widget=MultipleFileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        help_text=_(
            "Up to 6 (JPEG, PNG, WebP). Place and time are removed. Of children only with their parents’ consent."
        ),
    )
    consent = forms.BooleanField(label=_("I agree"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, practice: Practice) -> None:
        first = {name: getattr(practice, name) for name in TEXT_FIELDS}
        first["language"] = first["language"] or get_language()
        self.practice = practice
        first["topics"] = [topic.pk for topic in practice.topics.all()] if practice.pk else []
        super().__init__(data, files, initial=first)
        self.fields["topics"].queryset = Topic.objects.prefetch_related("names")  # type: ignore[attr-defined]
        self.uploads: list[Photo] = []

    @property
    def edit(self) -> int:
        """The number of the wording that this form was written against."""
        return parse_id(self.data.get("edit")) or 0

    @property
    def words(self) -> dict[str, str]:
        """What was typed, also where it was refused; a choice that there is not leaves what was chosen before."""
        typed = {name: str(self.data.get(name, ""))[: 10 * LIMIT] for name in TEXT_FIELDS}
        typed["title"], typed["video"] = typed["title"].strip()[:160], typed["video"].strip()[:200]
        chosen = {name: self.cleaned_data.get(name, self.initial[name]) for name in ("language", "region")}
        return typed | chosen

    @property
    def chosen_topics(self) -> list[int]:
        """Ids of the topics ticked, of those that there are."""
        return [topic.pk for topic in self.cleaned_data.get("topics", ())]

    @property
    def alts(self) -> dict[int, str]:
        """The sentence typed for each picture of this report."""
        return {row.photo.pk: row.alt for row in self.photo_rows()} if self.is_bound else {}

    @property
    def removed(self) -> list[int]:
        """Pictures of this report whose box was ticked."""
        return [row.photo.pk for row in self.photo_rows() if row.removed]

    def stored(self) -> list[tuple[str, str]]:
        """The report as it is kept, beside what was typed: label, text."""
        named = [(str(self.fields[name].label), getattr(self.practice, name)) for name in REQUIRED if name != "title"]
        return [(label, text) for label, text in named if text]

    def photo_rows(self) -> list[PhotoRow]:
        """The pictures kept so far, each with what was typed of it."""
        photos = self.practice.photos.all() if self.practice.pk else ()
        lacking = "attach" in self.errors and "photos" in [e.code for e in self.errors["attach"].as_data()]
        ticked = set(self.data.getlist("remove")) if self.is_bound else set()  # type: ignore[attr-defined]
        found = []
        for photo in photos:
            alt = str(self.data.get(f"alt-{photo.pk}", photo.alt)).strip()[:ALT]
            found.append(PhotoRow(photo, alt, str(photo.pk) in ticked, lacking and not alt))
        return found

    def clean_attach(self) -> list[Photo]:
        """Check each; name all that are refused."""
        check = partial(check_photo, max_bytes=setting("PHOTO_MAX_BYTES"))
        self.uploads, refusals = validate_each(self.files.getlist("attach"), check)
        if refusals:
            raise ValidationError(refusals)
        return self.uploads

    def add_missing(self, fields: list[str]) -> None:
        """Say at each field what is missing."""
        for name in fields:
            self.add_error("attach" if name == "photos" else name, ValidationError(NEEDED[name], code=name))


class UseForm(forms.Form):
    """What came of a practice elsewhere."""

    result = forms.CharField(
        label=_("What came of it with you?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Your name in the club and your region are shown beside it once a person has checked it."),
        error_messages={"max_length": TOO_LONG},
    )
