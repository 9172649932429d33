"""Hostile input finds no fault of ours: every address, six roles, seeded. FUZZ_ROUNDS and FUZZ_SEED ask for more."""

import os

import pytest

from tests.lms.fuzz import ROLES, Fuzz
from tests.lms.walk import addresses
from tests.lms.world import build

URLCONF = "tests.lms.demo.urls"
BROKEN_BY_INTENT = {"wagtailadmin_error_test"}  # there to see the page for errors
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
    vendors = [a for a in addresses(URLCONF) if not a.is_ours and a.name not in BROKEN_BY_INTENT]
    assert list(fuzz.faults(vendors, ("superuser",), forms=1)) == []
    assert fuzz.asked > 1000
