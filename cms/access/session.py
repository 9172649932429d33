"""The person of a request, who has powers only once the session has shown a second factor."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject, empty


class SessionPerson(SimpleLazyObject):
    """An account as a session may use it: without the factor an ordinary person, for our rules and for whatever a
    library asks (superuser, permissions, groups).

    Only the answers differ: what is saved is the account itself. `is_staff` stays as it is, since it gives nothing: by
    it a page offers the editor, whose door asks for the factor. `shown` is asked only when a power is.
    """

    def __init__(self, person: Callable[[], Any], shown: Callable[[], bool]) -> None:
        super().__init__(person)
        self.__dict__["_shown"] = shown

    def __copy__(self) -> "SessionPerson":
        return SessionPerson(lambda: self, self._shown)

    def __deepcopy__(self, memo: dict[int, Any]) -> "SessionPerson":
        return self.__copy__()

    def _account(self) -> Any:
        if self._wrapped is empty:
            self._setup()
        return self._wrapped

    @property
    def is_superuser(self) -> bool:
        """With the factor alone."""
        return bool(self._account().is_superuser) and self._shown()

    @property
    def groups(self) -> Any:
        """Without the factor those that say who somebody is, not what they may."""
        if not self._account().is_authenticated or self._shown():
            return self._account().groups
        found: QuerySet[Group] = Group.objects.filter(user=self._account().pk, permissions=None)
        return found

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """With the factor alone."""
        return self._shown() and bool(self._account().has_perm(perm, obj))

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        """With the factor alone."""
        return self._shown() and bool(self._account().has_perms(perm_list, obj))

    def has_module_perms(self, app_label: str) -> bool:
        """With the factor alone."""
        return self._shown() and bool(self._account().has_module_perms(app_label))

    def get_all_permissions(self, obj: Any = None) -> set[str]:
        """With the factor alone."""
        return set(self._account().get_all_permissions(obj)) if self._shown() else set()

    def get_group_permissions(self, obj: Any = None) -> set[str]:
        """With the factor alone."""
        return set(self._account().get_group_permissions(obj)) if self._shown() else set()

    def get_user_permissions(self, obj: Any = None) -> set[str]:
        """With the factor alone."""
        return set(self._account().get_user_permissions(obj)) if self._shown() else set()
