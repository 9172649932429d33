"""Rate limits of what could be guessed or flooded, counted in the database that all processes share.

The rates of a family of tries are up to three lists of (tries, seconds):

* `pair`: by account and address together, so that nobody is locked out by what another address does;
* `account`: by account alone and higher, for tries that come from many addresses;
* `address`: by address alone and much higher, because a school or a ministry is behind one address.

A browser in which the account has signed in before (cms/access/device.py) counts as an address of its own: it meets
the limits of the pair alone, so an attacker cannot use up its owner's tries. Windows begin at fixed moments of the
clock: when the clock jumps another window begins, with at most one window's tries more.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cms.access.device import known_device
from cms.access.models import RateLimitCounter

Rates = Mapping[str, Sequence[tuple[int, int]]]

UPSERT = """
    INSERT INTO {table} (key, tries, expires) VALUES {rows}
    ON CONFLICT (key) DO UPDATE SET tries = {table}.tries + 1 RETURNING key, tries
"""


def now() -> int:
    """Return the time in seconds since 1970."""
    return int(time.time())


@dataclass(frozen=True)
class Limit:
    """Allow at most `tries` by `who` in a window of `seconds`."""

    who: str
    tries: int
    seconds: int

    @property
    def ends(self) -> int:
        """Return when the present window ends, in seconds since 1970."""
        return (now() // self.seconds + 1) * self.seconds

    @property
    def key(self) -> str:
        """Return the key of the present window's row: a digest, so that no e-mail can be read in it."""
        return _digest(f"{self.who} {self.seconds} {self.ends}")


def limits(request: HttpRequest, family: str, rates: Rates, account: str = "") -> list[Limit]:
    """Return the limits of a family for this request and account (as typed; empty where there is none)."""
    account = account.strip().casefold()
    address, device = network(client_ip(request)), known_device(request, account)
    who = {"pair": f"{account} from {device or address}", "account": account, "address": f"from {address}"}
    met = ["pair"] if device else rates
    return [Limit(f"{family} {who[by]}", *rate) for by in met for rate in rates.get(by, ())]


def is_reached(met: Iterable[Limit]) -> bool:
    """Return whether one of the limits is used up, without counting."""
    by_key = {limit.key: limit for limit in met}
    rows = RateLimitCounter.objects.filter(key__in=by_key).values_list("key", "tries")
    return any(tries >= by_key[key].tries for key, tries in rows)


def count_try(met: Iterable[Limit]) -> bool:
    """Count one more try; return False when a limit was used up before. One statement locks the rows in one order."""
    by_key = {limit.key: limit for limit in sorted(met, key=lambda limit: limit.key)}
    if not by_key:
        return True
    table = connection.ops.quote_name(RateLimitCounter._meta.db_table)
    rows = ", ".join(["(%s, 1, %s)"] * len(by_key))
    with connection.cursor() as cursor:
        values = [value for key, limit in by_key.items() for value in (key, limit.ends)]
        cursor.execute(UPSERT.format(table=table, rows=rows), values)
        return all(tries <= by_key[key].tries for key, tries in cursor.fetchall())


def try_once(met: list[Limit]) -> bool:
    """Count one more try unless a limit is used up, so that a refused try uses up no other limit."""
    return not is_reached(met) and count_try(met)


def is_first_use(name: str, *, seconds: int) -> bool:
    """Return whether a name is used for the first time within so many seconds; for codes that may be used once."""
    key = _digest(name)
    RateLimitCounter.objects.filter(key=key, expires__lte=now()).delete()
    _row, new = RateLimitCounter.objects.get_or_create(key=key, defaults={"tries": 1, "expires": now() + seconds})
    return new


def delete_expired() -> int:
    """Delete the rows of windows that are over; return how many."""
    return RateLimitCounter.objects.filter(expires__lte=now()).delete()[0]


def _digest(text: str) -> str:
    return salted_hmac("cms.access.throttle", text, algorithm="sha256").hexdigest()


def client_ip(request: HttpRequest) -> str:
    """Return the peer's IP address, or the one that the outermost of our proxies (settings.TRUSTED_PROXIES) saw."""
    proxies = getattr(settings, "TRUSTED_PROXIES", 0)
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    seen = forwarded[-proxies] if 0 < proxies <= len(forwarded) else ""
    return seen or request.META.get("REMOTE_ADDR", "")


def network(address: str) -> str:
    """Return an IPv4 address as it is, the /64 of an IPv6 address (one subscriber has all of it), or "unknown"."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    return str(parsed) if parsed.version == 4 else str(ip_network(f"{parsed}/64", strict=False).network_address)
