"""The user of a request, who has permissions only once the session has shown a second factor."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject, empty


class SessionUser(SimpleLazyObject):
    """Wrap an account so that it has no permissions until `verified` returns True.

    Without the second factor it answers as an ordinary user to our rules and to libraries (superuser, permissions,
    groups). What is saved is the account itself. `is_staff` stays as it is, since it gives nothing: by it a page
    offers a link to the editor, which asks for the factor. `verified` is called only when a permission is asked for.
    """

    def __init__(self, user: Callable[[], Any], verified: Callable[[], bool]) -> None:
        super().__init__(user)
        self.__dict__["_verified"] = verified

    def __copy__(self) -> "SessionUser":
        return SessionUser(lambda: self, self._verified)

    def __deepcopy__(self, memo: dict[int, Any]) -> "SessionUser":
        return self.__copy__()

    def _account(self) -> Any:
        if self._wrapped is empty:
            self._setup()
        return self._wrapped

    @property
    def is_superuser(self) -> bool:
        """Return whether the account is a superuser, with the factor."""
        return bool(self._account().is_superuser) and self._verified()

    @property
    def groups(self) -> Any:
        """Return the groups; without the factor only those that give no permissions."""
        if not self._account().is_authenticated or self._verified():
            return self._account().groups
        found: QuerySet[Group] = Group.objects.filter(user=self._account().pk, permissions=None)
        return found

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As Django, with the factor; nothing without it."""
        return self._verified() and bool(self._account().has_perm(perm, obj))

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        """As Django, with the factor; nothing without it."""
        return self._verified() and bool(self._account().has_perms(perm_list, obj))

    def has_module_perms(self, app_label: str) -> bool:
        """As Django, with the factor; nothing without it."""
        return self._verified() and bool(self._account().has_module_perms(app_label))

    def get_all_permissions(self, obj: Any = None) -> set[str]:
        """As Django, with the factor; nothing without it."""
        return set(self._account().get_all_permissions(obj)) if self._verified() else set()

    def get_group_permissions(self, obj: Any = None) -> set[str]:
        """As Django, with the factor; nothing without it."""
        return set(self._account().get_group_permissions(obj)) if self._verified() else set()

    def get_user_permissions(self, obj: Any = None) -> set[str]:
        """As Django, with the factor; nothing without it."""
        return set(self._account().get_user_permissions(obj)) if self._verified() else set()
