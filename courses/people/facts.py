"""What an account may tell of a person beyond the name. Which of it a site asks, its user model says."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Field

FACTS = ("region", "body", "position", "sex")


def known() -> dict[str, "Field[Any, Any]"]:
    """The facts that this site's accounts have: name -> field."""
    fields = {field.name: field for field in get_user_model()._meta.fields}
    return {name: fields[name] for name in FACTS if name in fields}


def in_words(person: Any, field: "Field[Any, Any]") -> str:
    """A fact of a person as it is read: the label of a choice, else the text."""
    display = getattr(person, f"get_{field.name}_display", None)
    return str(display() if display else getattr(person, field.name))
