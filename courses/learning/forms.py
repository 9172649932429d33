"""What a learner writes of a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LIMIT = 5000
TOO_LONG = _("This is longer than %(limit_value)d characters (%(show_value)d). Please shorten it.")


class DoneForm(forms.Form):
    """ "Done": for a task, with a few words on what was done."""

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = required

    note = forms.CharField(
        label=_("What did you do, and what came of it?"),
        max_length=LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write a sentence or two about what you did."),
            "max_length": TOO_LONG,
        },
    )
