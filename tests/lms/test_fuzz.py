"""Hostile input finds no fault of ours: every address, six roles, seeded. FUZZ_ROUNDS and FUZZ_SEED ask for more."""

import os

import pytest

from tests.lms.addresses import addresses
from tests.lms.fuzz import ROLES, Fuzz
from tests.lms.world import World, build, people

URLCONF = "tests.lms.demo.urls"
# The first is there to see the page for errors; to the others, faulty in Wagtail 7.4, no page leads.
BROKEN = {
    "wagtailadmin_error_test",
    "wagtailsnippetchoosers_courses_question:create",
    "wagtailsnippetchoosers_cms_captiontrack:create",
}
ROUNDS, SEED = int(os.environ.get("FUZZ_ROUNDS", "1")), int(os.environ.get("FUZZ_SEED", "7"))
pytestmark = [pytest.mark.django_db, pytest.mark.urls(URLCONF)]


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO, settings.STAFF_SECOND_FACTOR = True, False


@pytest.fixture
def world():
    return build()


def ours():
    return [address for address in addresses(URLCONF) if address.is_ours]


@pytest.mark.parametrize("number", range(SEED, SEED + ROUNDS))
def test_no_address_of_ours_breaks(world, number):
    fuzz = Fuzz(world, number)
    assert list(fuzz.faults(ours(), ROLES)) == []
    assert fuzz.asked > 1000


@pytest.mark.parametrize("number", range(SEED, SEED + ROUNDS))
def test_no_address_of_a_vendor_breaks(world, number):
    fuzz = Fuzz(world, number)
    vendors = [a for a in addresses(URLCONF) if not a.is_ours and a.name not in BROKEN]
    assert list(fuzz.faults(vendors, ("superuser",), forms=1)) == []
    assert fuzz.asked > 1000


# The fuzz finds what it is there to find

GATE = "cms.input.middleware.InputMiddleware"


def found_in(name):
    """What a hundred seeds find in one planted view."""
    world = World(people(), {"*": {}}, {})
    planted = [address for address in addresses("tests.lms.faulty_views") if address.name == name]
    return [fault for seed in range(100) for fault in Fuzz(world, seed).faults(planted, ("anonymous",))]


@pytest.mark.urls("tests.lms.faulty_views")
def test_a_view_that_takes_everything_for_a_number_is_found():
    assert any("invalid literal for int()" in fault for fault in found_in("trusting"))


@pytest.mark.urls("tests.lms.faulty_views")
def test_a_view_that_opens_whatever_is_named_is_found_when_there_is_no_gate(settings):
    assert found_in("opening") == []
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != GATE]
    found = found_in("opening")
    assert [f for f in found if "null byte" in f], found[:3]
