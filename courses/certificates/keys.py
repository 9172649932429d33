"""The signing key, a file outside the database, and the public keys that anybody may have.

A demo key says so in its id, so that whoever checks a certificate sees it, and signs nothing but in a demo.
"""

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from courses.conf import setting

log = logging.getLogger(__name__)
Jwk = dict[str, Any]
CURVE: Literal["Ed25519"] = "Ed25519"
DEMO = "demo-"


class NoSigningKey(ImproperlyConfigured):
    """Nothing can be signed; the message says what to do."""


class DemoKeyRefused(NoSigningKey):
    """A demo's key, where real certificates would be signed with it."""


def new_key(*, demo: bool = False) -> Jwk:
    """A new private key as JWK, named by its thumbprint."""
    key = OKPKey.generate_key(CURVE)
    return {**key.as_dict(private=True), "kid": (DEMO if demo else "") + key.thumbprint(), "use": "sig"}


def public_key(jwk: Jwk) -> Jwk:
    """The key without what signs."""
    return {name: value for name, value in jwk.items() if name in ("kty", "crv", "x", "kid", "use")}


def signing_key() -> OKPKey:
    """The key that signs now. Raises NoSigningKey where there is none, or only a demo's."""
    key = _read(setting("SIGNING_KEY_FILE"))
    if is_demo(key) and not getattr(settings, "DEMO", False):
        raise DemoKeyRefused("The signing key was made for a demo. Make one: manage.py make_signing_key FILE")
    return key


def is_demo(key: OKPKey) -> bool:
    """Was the key made by a demo?"""
    return str(key.kid).startswith(DEMO)


def published_keys() -> list[Jwk]:
    """The public keys, the present one first (if there is one), then those that signed before."""
    try:
        return [public_key(signing_key().as_dict()), *old_keys()]
    except NoSigningKey:
        return old_keys()


def old_keys() -> list[Jwk]:
    """The public keys that signed before the present one. A file that cannot be read is logged, and found by a system
    check: what its keys signed cannot be proved meanwhile, and all else goes on.
    """
    try:
        return read_old_keys()
    except ImproperlyConfigured:
        log.exception("the old public keys cannot be read")
        return []


def read_old_keys() -> list[Jwk]:
    """The same; ImproperlyConfigured when the file is there and cannot be read."""
    path = setting("OLD_PUBLIC_KEYS_FILE")
    if not path or not Path(path).exists():
        return []
    try:
        found: list[Jwk] = json.loads(Path(path).read_text())["keys"]
        by_id(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, JoseError) as damaged:
        raise ImproperlyConfigured(f"No public keys (JWKS) in {path!r}: {damaged!r}") from damaged
    return found


def trusted_keys() -> dict[str, OKPKey]:
    """The public keys that prove a certificate, by their id; read again when a file of keys has changed."""
    files = (setting("SIGNING_KEY_FILE"), setting("OLD_PUBLIC_KEYS_FILE"))
    return _trusted_keys(tuple((path, _changed(path)) for path in files), bool(getattr(settings, "DEMO", False)))


@lru_cache(maxsize=4)
def _trusted_keys(_files: tuple[tuple[str, int], ...], _demo: bool) -> dict[str, OKPKey]:
    return by_id(published_keys())


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


def by_id(jwks: list[Jwk]) -> dict[str, OKPKey]:
    """Public keys by their id, as the check of a token takes them."""
    return {jwk["kid"]: OKPKey.import_key(public_key(jwk)) for jwk in jwks}


def _read(path: str) -> OKPKey:
    try:
        return _parsed(path, Path(path).stat().st_mtime_ns)
    except OSError as missing:
        raise NoSigningKey(f"No signing key at {path!r}. Make one: manage.py make_signing_key FILE") from missing


@lru_cache(maxsize=4)
def _parsed(path: str, _changed: int) -> OKPKey:
    try:
        data: Jwk = json.loads(Path(path).read_text())
    except ValueError as damaged:
        raise NoSigningKey(f"{path} is damaged: {damaged}") from damaged
    if not isinstance(data, dict) or data.get("crv") != CURVE or "d" not in data:
        raise NoSigningKey(f"{path} is not an {CURVE} private key (JWK)")
    return OKPKey.import_key(data)
