"""Several files in one field of a form: each is checked by itself, and a refused one takes no other with it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

T = TypeVar("T")


class MultipleFileInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class MultipleFileField(forms.FileField):
    """Takes what comes: the form checks each file by itself (`validate_each`) and keeps the good ones."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data or []


def validate_each(
    files: Iterable[UploadedFile], check: Callable[[UploadedFile], T]
) -> tuple[list[T], list[ValidationError]]:
    """What passed the check, and the sentences about what did not."""
    passed: list[T] = []
    refusals: list[ValidationError] = []
    for file in files:
        try:
            passed.append(check(file))
        except ValidationError as refusal:
            refusals.append(refusal)
    return passed, refusals
