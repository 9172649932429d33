"""A registry finds kinds by name, loads them late and refuses doubles."""

from abc import ABC, abstractmethod

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.checks import unloadable_kinds
from cms.registry import Registry

HERE = "tests.cms.test_registry"


class Sound(ABC):
    name: str

    @abstractmethod
    def make(self) -> str: ...


class Bark(Sound):
    name = "bark"

    def make(self) -> str:
        return "woof"


class OtherBark(Bark):
    pass


class Mute(Sound):
    name = "mute"


class Purr(Bark):
    name = "purr"


PURR = Purr()


def registry(*paths: str, setting: list[str] | None = None) -> Registry[Sound]:
    return Registry(Sound, [f"{HERE}.{path}" for path in paths], setting=lambda: setting or ())


def test_kinds_are_found_by_name_in_the_order_of_their_paths():
    sounds = registry("PURR", "Bark")

    assert sounds.names() == ["purr", "bark"]
    assert sounds["bark"].make() == "woof"
    assert list(sounds) == [PURR, sounds["bark"]]
    assert "purr" in sounds
    assert len(sounds) == 2


def test_a_class_is_called_once():
    sounds = registry("Bark")

    assert sounds["bark"] is sounds["bark"]


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(KeyError, match="'moo' is none of: purr, bark"):
        registry("PURR", "Bark")["moo"]
    assert registry("Bark").get("moo") is None


def test_a_site_adds_kinds_by_a_setting_that_counts_at_once():
    added: list[str] = []
    sounds = Registry(Sound, [f"{HERE}.Bark"], setting=lambda: added)
    assert sounds.names() == ["bark"]

    added.append(f"{HERE}.PURR")

    assert sounds.names() == ["bark", "purr"]


def test_a_plugin_adds_a_kind_when_it_gets_ready_however_often():
    sounds = registry("Bark")

    sounds.add(f"{HERE}.PURR")
    sounds.add(f"{HERE}.PURR")

    assert sounds.names() == ["bark", "purr"]


def test_two_kinds_of_one_name_are_refused():
    with pytest.raises(ImproperlyConfigured, match="another Sound is named 'bark' already"):
        registry("Bark", "OtherBark").names()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("Missing", "cannot be loaded"),
        ("Mute", "cannot be loaded: .*make"),
        ("HERE", "is no Sound"),
    ],
)
def test_what_is_no_whole_kind_is_refused(path, message):
    with pytest.raises(ImproperlyConfigured, match=message):
        registry(path).names()


def test_nothing_is_loaded_before_the_first_look_up():
    registry("Missing")


def test_the_system_check_says_what_cannot_be_loaded():
    (error,) = unloadable_kinds(registry("Missing"), "cms.E999")

    assert error.id == "cms.E999"
    assert f"{HERE}.Missing cannot be loaded" in error.msg
    assert unloadable_kinds(registry("Bark"), "cms.E999") == []
