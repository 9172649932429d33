import pytest
from django.core.cache import cache

from cms.access.throttle import client_address, within


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def asks(rf, address, **headers):
    return within(rf.get("/", REMOTE_ADDR=address, **headers), "test", limit=2, seconds=3600)


def test_the_third_of_two_is_refused_and_another_address_is_not(rf):
    assert [asks(rf, "10.0.0.1") for _ in range(3)] == [True, True, False]
    assert asks(rf, "10.0.0.2")


def test_all_addresses_of_one_subscriber_count_together(rf):
    assert [asks(rf, f"2001:db8::{n}") for n in range(3)] == [True, True, False]
    assert asks(rf, "2001:db8:0:1::1")


def test_a_claimed_address_does_not_help_without_a_proxy_of_ours(rf):
    assert [asks(rf, "10.0.0.1", HTTP_X_FORWARDED_FOR=f"10.1.1.{n}") for n in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (1, "6.6.6.6, 10.1.1.1", "10.1.1.1"),
        (2, "6.6.6.6, 10.1.1.1, 10.0.0.9", "10.1.1.1"),
        (2, "10.1.1.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_the_address_is_what_the_outermost_proxy_has_seen(rf, settings, proxies, forwarded, seen):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)) == seen
