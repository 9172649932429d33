"""The signing key, a file outside the database, and the public keys that anybody may have.

A demo key says so in its id, so that whoever checks a certificate sees it, and signs nothing but in a demo.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from joserfc.jwk import OKPKey

from courses.conf import setting

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


def public_half(jwk: Jwk) -> Jwk:
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


def published() -> list[Jwk]:
    """The public keys, the present one first (if there is one), then those that signed before."""
    try:
        return [public_half(signing_key().as_dict()), *old_keys()]
    except NoSigningKey:
        return old_keys()


def old_keys() -> list[Jwk]:
    """The public keys that signed before the present one."""
    path = setting("OLD_PUBLIC_KEYS_FILE")
    return json.loads(Path(path).read_text())["keys"] if path and Path(path).exists() else []


def by_id(jwks: list[Jwk]) -> dict[str, OKPKey]:
    """Public keys by their id, as the check of a token takes them."""
    return {jwk["kid"]: OKPKey.import_key(public_half(jwk)) for jwk in jwks}


def _read(path: str) -> OKPKey:
    try:
        return _parsed(path, Path(path).stat().st_mtime_ns)
    except OSError as missing:
        raise NoSigningKey(f"No signing key at {path!r}. Make one: manage.py make_signing_key FILE") from missing


@lru_cache(maxsize=4)
def _parsed(path: str, _changed: int) -> OKPKey:
    data: Jwk = json.loads(Path(path).read_text())
    if data.get("crv") != CURVE or "d" not in data:
        raise NoSigningKey(f"{path} is not an {CURVE} private key (JWK)")
    return OKPKey.import_key(data)
