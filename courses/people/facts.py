"""What an account may tell of a person beyond the name. Which of it a site asks, its user model says."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Field

FACTS = ("region", "body", "position", "sex")


def known() -> dict[str, "Field[Any, Any]"]:
    """The facts that this site's accounts have: name -> field."""
    fields = {field.name: field for field in get_user_model()._meta.fields}
    return {name: fields[name] for name in FACTS if name in fields}


def reader(field: "Field[Any, Any]") -> Callable[[Any], str]:
    """Tells a fact of a person in the language that is active now: the label of a choice, else the text.

    Labels are translated once, not for each of many people.
    """
    labels = {value: str(label) for value, label in field.flatchoices}

    def read(person: Any) -> str:
        value = getattr(person, field.name)
        return labels.get(value, value)

    return read
