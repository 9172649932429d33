"""Registries of what comes in kinds: kinds of questions, content blocks, channels, rules, …

A module makes one registry of its kinds; a site adds its own by a setting, a plugin by `add`. Nothing is imported
before the first look-up, so that a registry can be made while Django is still loading its apps.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


class Named(Protocol):
    """Anything with a name, by which the database, templates or a course package refer to it."""

    @property
    def name(self) -> str:
        """Return the name; no two kinds of a registry have the same."""


Kind = TypeVar("Kind", bound=Named)


class Registry(Generic[Kind]):
    """Hold the kinds of one sort by name, in the order in which their dotted paths are listed.

    A dotted path leads to a class, which is called without arguments once, or to an instance; either must be of the
    type `base`. `setting` returns the dotted paths that a site adds and is asked at each look-up, so a changed
    setting counts at once; the kinds of one list of paths are loaded once.

    A look-up raises ImproperlyConfigured where a path leads nowhere, to something else than a `base`, to a class
    that lacks a part (an abstract method), or to a name that another path has.
    """

    def __init__(
        self, base: type[Kind], paths: Iterable[str] = (), *, setting: Callable[[], Iterable[str]] = tuple
    ) -> None:
        self._base = base
        self._paths = list(paths)
        self._setting = setting
        self._loaded: dict[tuple[str, ...], dict[str, Kind]] = {}

    def add(self, path: str) -> None:
        """Add the dotted path of a kind, from `AppConfig.ready()` say. Repeats safely."""
        if path not in self._paths:
            self._paths.append(path)

    def __getitem__(self, name: str) -> Kind:
        """Return the kind of a name; raise KeyError, which lists the known names, where there is none."""
        kinds = self._kinds()
        if name not in kinds:
            raise KeyError(f"{name!r} is none of: {', '.join(kinds)}")
        return kinds[name]

    def get(self, name: str) -> Kind | None:
        """Return the kind of a name, or None."""
        return self._kinds().get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._kinds()

    def __iter__(self) -> Iterator[Kind]:
        """Iterate over the kinds in their order."""
        return iter(self._kinds().values())

    def __len__(self) -> int:
        return len(self._kinds())

    def names(self) -> list[str]:
        """Return the names in their order."""
        return list(self._kinds())

    def _kinds(self) -> dict[str, Kind]:
        paths = (*self._paths, *self._setting())
        if paths not in self._loaded:
            self._loaded[paths] = self._load(paths)
        return self._loaded[paths]

    def _load(self, paths: Sequence[str]) -> dict[str, Kind]:
        kinds: dict[str, Kind] = {}
        for path in paths:
            kind = self._load_one(path)
            if kind.name in kinds:
                raise ImproperlyConfigured(f"{path}: another {self._base.__name__} is named {kind.name!r} already.")
            kinds[kind.name] = kind
        return kinds

    def _load_one(self, path: str) -> Kind:
        try:
            found = import_string(path)
            kind = found() if isinstance(found, type) else found
        except (ImportError, TypeError) as error:
            raise ImproperlyConfigured(f"{path} cannot be loaded: {error}") from error
        if not isinstance(kind, self._base):
            raise ImproperlyConfigured(f"{path} is no {self._base.__name__}.")
        return kind
