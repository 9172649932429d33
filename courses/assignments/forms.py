"""Forms of a submission and of its review."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.media.fields import MultipleFileField, MultipleFileInput, validate_each
from cms.media.uploads import ACCEPT, Upload, check_upload
from courses.assignments.queries import SubmissionThread
from courses.conf import setting

LIMIT = 20_000
FILES = 5
TOO_LONG = _("This is longer than %(limit_value)d characters (%(show_value)d). Please shorten it.")


class TaskForm(forms.Form):
    """Text and files of a submission. `uploads` are the files that passed, `removed` the attached ones to take off."""

    text = forms.CharField(
        label=_("What did you do, and what came of it?"),
        max_length=LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"max_length": TOO_LONG},
    )
    attach = MultipleFileField(
        label=_("Files"),
        required=False,
        widget=MultipleFileInput(attrs={"accept": ACCEPT}),
        help_text=_("Up to 5: PDF, pictures, documents, plain text. Without names of children or of people in need."),
    )
    edit = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, thread: SubmissionThread) -> None:
        super().__init__(data, files, initial={"text": thread.text, "edit": thread.edit})
        self.draft = thread.draft
        self.uploads: list[Upload] = []

    @property
    def typed(self) -> str:
        """The text as it was typed, also when it was refused."""
        return str(self.data.get("text", ""))[: 10 * LIMIT]

    @property
    def removed(self) -> list[int]:
        """Ids of attached files whose box was ticked; ids of others are of no effect."""
        ticked = set(self.data.getlist("remove")) if self.is_bound else set()  # type: ignore[attr-defined]
        return [file.pk for file in self._attached() if str(file.pk) in ticked]

    def clean_attach(self) -> list[Upload]:
        """Check each file and name all that are refused."""
        check = partial(check_upload, max_bytes=setting("UPLOAD_MAX_BYTES"))
        self.uploads, refusals = validate_each(self.files.getlist("attach"), check)
        over = len(self._staying()) + len(self.uploads) - FILES
        if over > 0:
            del self.uploads[-over:]
            refusals.append(ValidationError(_("At most 5 files. The last ones were not attached.")))
        if refusals:
            raise ValidationError(refusals)
        return self.uploads

    def clean(self) -> None:
        """Refuse to send nothing; a draft may be empty."""
        something = self.typed.strip() or self.uploads or self._staying()
        if "send" in self.data and not something and not self.errors:
            self.add_error("text", _("Write what you did, or attach a file."))

    def _attached(self) -> list[Any]:
        return list(self.draft.files.all()) if self.draft else []

    def _staying(self) -> list[Any]:
        return [file for file in self._attached() if file.pk not in self.removed]


class ReviewForm(forms.Form):
    """The answer of a facilitator: accepted, or returned with a comment."""

    comment = forms.CharField(
        label=_("Comment for the learner"), required=False, max_length=LIMIT, widget=forms.Textarea(attrs={"rows": 6})
    )
    verdict = forms.ChoiceField(choices=[("accept", _("Accept")), ("return", _("Return with comments"))])

    def clean(self) -> None:
        """Require a comment with what is returned."""
        returns = self.cleaned_data.get("verdict") == "return"
        if returns and not self.cleaned_data.get("comment", "").strip():
            self.add_error("comment", _("Say what is missing, so that they can mend it."))
