"""The editor's forms of a course and of what is to be done in it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.forms import SlugForm
from cms.pdf.validators import validate_printable
from courses.pages import publishing

PROMISE = ("hours", "minutes_per_hour", "practice_percent")


class CoursePageForm(SlugForm):
    """Refuses to publish below the promise, and says what is missing. A draft may be anything."""

    def clean_title(self) -> str:
        """The title stands on certificates, a draft's one day too."""
        title: str = self.cleaned_data["title"]
        validate_printable(title)
        return title

    def clean(self) -> dict[str, Any]:
        """Check as publishing will, so that the refusal stands in the form."""
        cleaned: dict[str, Any] = super().clean()
        if "action-publish" in self.data and not self.errors and not _is_later(cleaned):
            for name in PROMISE:
                setattr(self.instance, name, cleaned.get(name, getattr(self.instance, name)))
            if found := publishing.faults(self.instance):
                raise ValidationError(found)
        return cleaned


class ItemPageForm(SlugForm):
    """Refuses to publish what holds nothing to read, to do or to answer, at the field where it is missing."""

    def clean_minutes(self) -> Any:
        """Everything takes time, a draft too."""
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and minutes < 1:
            raise ValidationError(_("At least one minute."))
        return minutes

    def clean(self) -> dict[str, Any]:
        """Check as publishing will. A draft may be empty."""
        cleaned: dict[str, Any] = super().clean()
        if "action-publish" in self.data and not _is_later(cleaned):
            for name, sentence in publishing.gaps(type(self.instance), cleaned):
                if name in self.fields and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned


def _is_later(cleaned: dict[str, Any]) -> bool:
    """A scheduled publication is checked when its time has come."""
    go_live_at = cleaned.get("go_live_at")
    return bool(go_live_at and go_live_at > timezone.now())
