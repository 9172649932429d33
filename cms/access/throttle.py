"""How often an address may ask something that could be guessed. Counted in the cache that all processes share."""

import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def within(request: HttpRequest, name: str, *, limit: int, seconds: int) -> bool:
    """Count one more of this kind for the request's address; False once there were more than `limit` in the window."""
    window = int(time.time() // seconds)
    key = f"throttle:{name}:{_network(client_address(request))}:{window}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # the window has just ended
        return True


def client_address(request: HttpRequest) -> str:
    """Who asks: the peer, or what the outermost of our own proxies (settings.TRUSTED_PROXIES) has seen."""
    proxies = getattr(settings, "TRUSTED_PROXIES", 0)
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    seen = forwarded[-proxies] if 0 < proxies <= len(forwarded) else ""
    return seen or request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    """One subscriber of IPv6 has a whole /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    return str(parsed) if parsed.version == 4 else str(ip_network(f"{parsed}/64", strict=False).network_address)
