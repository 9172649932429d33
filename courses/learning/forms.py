"""What a learner writes: a note with a task, a private note at a reflection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.learning.models import Reflection

LIMIT = 5000
TOO_LONG = _("This is longer than %(limit_value)d characters (%(show_value)d). Please shorten it.")


class DoneForm(forms.Form):
    """ "Done": for a task, with a few words on what was done."""

    note = forms.CharField(
        label=_("What did you do, and what came of it?"),
        max_length=LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write a sentence or two about what you did."),
            "max_length": TOO_LONG,
        },
    )


class ReflectionForm(forms.ModelForm):
    """A private note; the page draws its field itself."""

    class Meta:
        model = Reflection
        fields = ["text"]
        error_messages = {"text": {"max_length": TOO_LONG}}
