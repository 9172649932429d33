from functools import partial

import pytest
from django.core.cache import cache
from django.http import HttpResponse

from cms.access import throttle
from cms.access.device import cookie_name, remember_device
from cms.access.models import RateLimitCounter
from cms.access.throttle import Limit, client_ip, count_try, delete_expired, is_first_use, is_reached, limits, try_once
from tests.gamification.mentors.racing import at_once, on_a_real_database, there

pytestmark = pytest.mark.django_db
HOUR = 3600
NOON = 500_000 * HOUR


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    class Clock:
        now = NOON

    monkeypatch.setattr(throttle, "now", lambda: Clock.now)
    return Clock


def request_from(rf, address, **headers):
    return rf.get("/", REMOTE_ADDR=address, **headers)


def asks(rf, address, **headers):
    return try_once(limits(request_from(rf, address, **headers), "test", {"address": [(2, HOUR)]}))


def guess_limits(rf, address, account="aigul@example.org", **cookies):
    request = request_from(rf, address)
    request.COOKIES.update(cookies)
    rates = {"pair": [(2, HOUR)], "account": [(4, HOUR)], "address": [(8, HOUR)]}
    return limits(request, "guess", rates, account)


def known_browser(account="aigul@example.org"):
    response = HttpResponse()
    remember_device(response, account)
    return {cookie_name(): response.cookies[cookie_name()].value}


def test_the_third_of_two_is_refused_and_another_address_is_not(rf):
    assert [asks(rf, "10.0.0.1") for _ in range(3)] == [True, True, False]
    assert asks(rf, "10.0.0.2")


def test_the_window_ends_to_the_second(rf, clock):
    assert [asks(rf, "10.0.0.1") for _ in range(3)] == [True, True, False]
    clock.now = NOON + HOUR - 1
    assert not asks(rf, "10.0.0.1")
    clock.now = NOON + HOUR
    assert asks(rf, "10.0.0.1")


def test_a_clock_that_is_put_back_gives_no_tries_again(rf, clock):
    assert [asks(rf, "10.0.0.1") for _ in range(2)] == [True, True]
    clock.now = NOON + HOUR
    assert asks(rf, "10.0.0.1")
    clock.now = NOON
    assert not asks(rf, "10.0.0.1")


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
    assert client_ip(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)) == seen


def test_a_limit_outlives_thousands_of_other_keys_and_an_emptied_cache(rf):
    victim = guess_limits(rf, "10.0.0.1")
    count_try(victim), count_try(victim)
    for n in range(2000):
        count_try(guess_limits(rf, f"10.1.{n // 250}.{n % 250}", f"other{n}@example.org"))
    cache.clear()
    assert is_reached(victim)


def test_one_address_does_not_use_up_the_tries_of_another(rf):
    for _ in range(2):
        count_try(guess_limits(rf, "10.0.0.1"))
    assert is_reached(guess_limits(rf, "10.0.0.1"))
    assert is_reached(guess_limits(rf, "10.0.0.1", " AIGUL@Example.org "))
    assert not is_reached(guess_limits(rf, "10.0.0.2"))
    assert not is_reached(guess_limits(rf, "10.0.0.1", "bermet@example.org"))


def test_guesses_of_one_account_from_many_addresses_are_bounded_but_not_where_it_is_known(rf):
    known = known_browser()
    for n in range(4):
        count_try(guess_limits(rf, f"10.0.0.{n}"))
    assert is_reached(guess_limits(rf, "10.0.0.9"))
    assert not is_reached(guess_limits(rf, "10.0.0.9", **known))
    assert is_reached(guess_limits(rf, "10.0.0.9", **known_browser("bermet@example.org")))
    assert is_reached(guess_limits(rf, "10.0.0.9", **{cookie_name(): "a.b"}))


def test_a_known_browser_has_a_limit_too(rf):
    known = known_browser()
    for n in range(2):
        count_try(guess_limits(rf, f"10.0.0.{n}", **known))
    assert is_reached(guess_limits(rf, "10.0.0.3", **known))


def test_guesses_over_many_accounts_from_one_address_are_bounded(rf):
    for n in range(8):
        count_try(guess_limits(rf, "10.0.0.1", f"other{n}@example.org"))
    assert is_reached(guess_limits(rf, "10.0.0.1"))
    assert not is_reached(guess_limits(rf, "10.0.0.2"))


def test_what_is_refused_uses_up_no_other_limit(rf):
    for _ in range(9):
        try_once(guess_limits(rf, "10.0.0.1"))
    assert not is_reached(guess_limits(rf, "10.0.0.2"))


def test_asking_costs_one_query_and_counting_one(rf, django_assert_num_queries):
    with django_assert_num_queries(1):
        is_reached(guess_limits(rf, "10.0.0.1"))
    with django_assert_num_queries(1):
        count_try(guess_limits(rf, "10.0.0.1"))


def test_the_table_tells_no_address_of_anybody(rf):
    count_try(guess_limits(rf, "10.0.0.1"))
    assert "aigul" not in str(list(RateLimitCounter.objects.values()))


def test_rows_are_forgotten_when_their_window_is_over(rf, clock):
    asks(rf, "10.0.0.1")
    clock.now = NOON + HOUR - 1
    assert delete_expired() == 0
    clock.now = NOON + HOUR
    assert delete_expired() == 1


def test_something_used_once_is_new_again_when_its_time_is_over(clock):
    assert [is_first_use("code 1", seconds=120), is_first_use("code 1", seconds=120)] == [True, False]
    assert is_first_use("code 2", seconds=120)
    clock.now = NOON + 119
    assert not is_first_use("code 1", seconds=120)
    clock.now = NOON + 120
    assert is_first_use("code 1", seconds=120)


@pytest.mark.django_db(transaction=True)
def test_no_try_is_lost_when_many_count_at_once(tmp_path):
    """Keys in a different order each, so that locks taken in that order would meet crosswise."""

    def try_often(order):
        for _ in range(25):
            count_try([Limit(who, 1000, HOUR) for who in order])

    with on_a_real_database(tmp_path):
        at_once(*[partial(try_often, order) for order in ("abc", "cba", "bca", "acb")])
        assert there(lambda: list(RateLimitCounter.objects.values_list("tries", flat=True))) == [100, 100, 100]
