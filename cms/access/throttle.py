"""Limits of what could be guessed or flooded, counted in the database that all processes share.

The rates of a family of tries are up to three lists of (tries, seconds):

* `pair`: by account and address together, so that nobody is locked out by what another address does;
* `account`: by account alone and higher, for tries that come from many addresses;
* `address`: by address alone and much higher, because a school or a ministry is behind one address.

A browser in which the account has signed in before (cms/access/device.py) is a place of its own: it meets the limits
of the pair alone, so an attacker cannot use up its owner's tries. Windows begin at fixed moments of the clock: a clock
that jumps begins another window, and at most one window's tries are had anew.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cms.access.device import device_of
from cms.access.models import TryCount

Rates = Mapping[str, Sequence[tuple[int, int]]]

UPSERT = """
    INSERT INTO {table} (key, tries, expires) VALUES {rows}
    ON CONFLICT (key) DO UPDATE SET tries = {table}.tries + 1 RETURNING key, tries
"""


def now() -> int:
    """The clock of the limits, in seconds."""
    return int(time.time())


@dataclass(frozen=True)
class Limit:
    """At most `tries` by `who` in a window of `seconds`."""

    who: str
    tries: int
    seconds: int

    @property
    def ends(self) -> int:
        """When the present window is over."""
        return (now() // self.seconds + 1) * self.seconds

    @property
    def key(self) -> str:
        """The row of the present window. What was typed (an address of e-mail) is not to be read in it."""
        return _digest(f"{self.who} {self.seconds} {self.ends}")


def limits(request: HttpRequest, family: str, rates: Rates, account: str = "") -> list[Limit]:
    """The limits of a family that this request meets for the account (as typed; none for what has no account)."""
    account = account.strip().casefold()
    address, device = network(client_address(request)), device_of(request, account)
    who = {"pair": f"{account} from {device or address}", "account": account, "address": f"from {address}"}
    met = ["pair"] if device else rates
    return [Limit(f"{family} {who[by]}", *rate) for by in met for rate in rates.get(by, ())]


def reached(met: Iterable[Limit]) -> bool:
    """Is one of the limits used up? Reads alone."""
    by_key = {limit.key: limit for limit in met}
    rows = TryCount.objects.filter(key__in=by_key).values_list("key", "tries")
    return any(tries >= by_key[key].tries for key, tries in rows)


def count(met: Iterable[Limit]) -> bool:
    """Count one more try; False when a limit had been used up. One statement, whose rows are locked in one order."""
    by_key = {limit.key: limit for limit in sorted(met, key=lambda limit: limit.key)}
    if not by_key:
        return True
    table = connection.ops.quote_name(TryCount._meta.db_table)
    rows = ", ".join(["(%s, 1, %s)"] * len(by_key))
    with connection.cursor() as cursor:
        values = [value for key, limit in by_key.items() for value in (key, limit.ends)]
        cursor.execute(UPSERT.format(table=table, rows=rows), values)
        return all(tries <= by_key[key].tries for key, tries in cursor.fetchall())


def spend(met: list[Limit]) -> bool:
    """Count one more unless a limit is used up: what is refused uses up no other limit."""
    return not reached(met) and count(met)


def first_time(name: str, *, seconds: int) -> bool:
    """Is this the first time within so many seconds? For what may be used once, such as the code of an app."""
    key = _digest(name)
    TryCount.objects.filter(key=key, expires__lte=now()).delete()
    _row, new = TryCount.objects.get_or_create(key=key, defaults={"tries": 1, "expires": now() + seconds})
    return new


def forget_expired() -> int:
    """Delete the rows of windows that are over; returns how many."""
    return TryCount.objects.filter(expires__lte=now()).delete()[0]


def _digest(text: str) -> str:
    return salted_hmac("cms.access.throttle", text, algorithm="sha256").hexdigest()


def client_address(request: HttpRequest) -> str:
    """Who asks: the peer, or what the outermost of our own proxies (settings.TRUSTED_PROXIES) has seen."""
    proxies = getattr(settings, "TRUSTED_PROXIES", 0)
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    seen = forwarded[-proxies] if 0 < proxies <= len(forwarded) else ""
    return seen or request.META.get("REMOTE_ADDR", "")


def network(address: str) -> str:
    """One subscriber of IPv6 has a whole /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    return str(parsed) if parsed.version == 4 else str(ip_network(f"{parsed}/64", strict=False).network_address)
