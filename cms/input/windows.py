"""Forms of a row that may be open in two windows: an old one overwrites nothing that it has not shown."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

SEEN = "seen"


class TwoWindowsMixin(forms.BaseForm):
    """Put before a form's own base; its template shows the hidden field `seen`.

    The field carries a mark of each value that the page showed. What this page did not change and another one did
    stays as it is stored now; what both changed is a fault at its field, with both texts, until it is sent again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = " ".join(f"{name}:{_mark(self._stored(name))}" for name in self.fields)
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput, initial=marks)

    def clean(self) -> Any:
        """The form's own check, then what another window has changed."""
        cleaned = super().clean() or self.cleaned_data
        pairs = [pair.partition(":") for pair in str(cleaned.pop(SEEN, "")).split()]
        seen = {name: mark for name, _colon, mark in pairs if name in cleaned}
        elsewhere = {name: mark for name, mark in seen.items() if _mark(self._stored(name)) != mark}
        for name, mark in elsewhere.items():
            self._bring_together(cleaned, name, mark)
        if elsewhere:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix(SEEN)] = self.fields[SEEN].initial  # type: ignore[index]
        return cleaned

    def _bring_together(self, cleaned: dict[str, Any], name: str, seen: str) -> None:
        typed, field = _mark(cleaned[name]), self.fields[name]
        if typed == seen:
            cleaned[name] = field.clean(field.prepare_value(self._stored(name)))
        elif typed != _mark(self._stored(name)):
            told = _(
                "This was changed in another window meanwhile. There it says: “%(text)s”. Send the form again to "
                "keep what stands here."
            )
            self.add_error(name, ValidationError(told, params={"text": self._in_words(name)}))

    def _stored(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _in_words(self, name: str) -> str:
        """A stored value as the page would show it."""
        stored = self._stored(name)
        chosen = {str(_plain(one)) for one in stored} if isinstance(stored, list | tuple) else {str(_plain(stored))}
        choices = getattr(self.fields[name], "choices", None)
        labels = [str(label) for value, label in choices or () if str(value) in chosen]
        return ", ".join(labels) if choices is not None else str(stored if stored is not None else "")


def _mark(value: Any) -> str:
    """A short mark of a value, the same before and after a form has cleaned it."""
    many = isinstance(value, list | tuple | set) or hasattr(value, "iterator")
    plain = sorted(str(_plain(one)) for one in value) if many else str(_plain(value))
    return sha256(repr(plain).encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return "" if value is None else value
