"""Edit conflicts: a form that was loaded before another change overwrites nothing that it has not shown."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

FIELD = "fingerprints"


class EditConflictMixin(forms.BaseForm):
    """Detect edit conflicts in a form; stands before the form's own base class.

    The template shows the hidden field `fingerprints`, which holds a fingerprint of each value as it was loaded. A
    field that only another window changed keeps its stored value; a field that both changed gets an error with both
    texts, until the form is sent again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fingerprints = " ".join(f"{name}:{_fingerprint(self._stored(name))}" for name in self.fields)
        self.fields[FIELD] = forms.CharField(required=False, widget=forms.HiddenInput, initial=fingerprints)

    def clean(self) -> Any:
        """Clean the form, then resolve or report what was changed changed since it was loaded."""
        cleaned = super().clean() or self.cleaned_data
        pairs = [pair.partition(":") for pair in str(cleaned.pop(FIELD, "")).split()]
        loaded = {name: mark for name, _colon, mark in pairs if name in cleaned}
        changed = {name: mark for name, mark in loaded.items() if _fingerprint(self._stored(name)) != mark}
        for name, mark in changed.items():
            self._resolve(cleaned, name, mark)
        if changed:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix(FIELD)] = self.fields[FIELD].initial  # type: ignore[index]
        return cleaned

    def _resolve(self, cleaned: dict[str, Any], name: str, loaded: str) -> None:
        typed, field = _fingerprint(cleaned[name]), self.fields[name]
        if typed == loaded:
            cleaned[name] = field.clean(field.prepare_value(self._stored(name)))
        elif typed != _fingerprint(self._stored(name)):
            told = _(
                "This was changed in another window meanwhile. There it says: “%(text)s”. Send the form again to "
                "keep what stands here."
            )
            self.add_error(name, ValidationError(told, params={"text": self._display(name)}))

    def _stored(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _display(self, name: str) -> str:
        """Return a stored value as the page would show it."""
        stored = self._stored(name)
        chosen = {str(_plain(one)) for one in stored} if isinstance(stored, list | tuple) else {str(_plain(stored))}
        choices = getattr(self.fields[name], "choices", None)
        labels = [str(label) for value, label in choices or () if str(value) in chosen]
        return ", ".join(labels) if choices is not None else str(stored if stored is not None else "")


def _fingerprint(value: Any) -> str:
    """Return a short hash of a value, the same before and after a form has cleaned it."""
    many = isinstance(value, list | tuple | set) or hasattr(value, "iterator")
    plain = sorted(str(_plain(one)) for one in value) if many else str(_plain(value))
    return sha256(repr(plain).encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return "" if value is None else value
