"""Who may have pages translated: whoever has Wagtail's permission for it."""

from typing import Any

from cms.access.policy import rule


@rule("pages.translate")
def may_translate(user: Any, _obj: object = None) -> bool:
    """By the groups that the editor gives."""
    return bool(user.is_active and user.has_perm("wagtail_localize.submit_translation"))
