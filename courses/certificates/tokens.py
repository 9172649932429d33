"""The signed token inside a certificate: proves its claims with the public key alone, without the register."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

if TYPE_CHECKING:
    from courses.certificates.models import Certificate

TYPE = "certificate+jws"
ALGORITHM = "Ed25519"  # names one curve and one hash; the older "EdDSA" leaves the curve open
_REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])


class BadToken(ValueError):
    """The token proves nothing; the message says why."""


class UnknownKey(BadToken):
    """Nothing can be said: the key that the token names is not among those that are trusted."""


def claims_of(certificate: "Certificate") -> dict[str, Any]:
    """What the token of a certificate says. The name is in it as a salted hash only."""
    return {
        "number": certificate.number,
        "issuer": certificate.issuer_names,
        "languages": certificate.languages,
        "enrolment": certificate.enrolment_id,
        "serial": str(certificate.serial),
        "cycle": certificate.cycle,
        "revision": certificate.revision,
        "course": certificate.course_code,
        "edition": certificate.edition_number,
        "titles": certificate.titles,
        "minutes_theory": certificate.minutes_theory,
        "minutes_practice": certificate.minutes_practice,
        "minutes_by_evidence": certificate.minutes_by_evidence,
        "minutes_per_hour": certificate.minutes_per_hour,
        "order_number": certificate.order_number,
        "issued_on": certificate.issued_on.isoformat(),
        "valid_until_on": certificate.valid_until_on.isoformat() if certificate.valid_until_on else None,
        "name_hash": certificate.name_hash,
    }


def sign(claims: Mapping[str, Any], key: OKPKey) -> str:
    """The claims as a compact JWS."""
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": TYPE}
    return jws.serialize_compact(header, payload, key, registry=_REGISTRY)


def key_id_of(token: str) -> str:
    """The id of the key that a proved token was signed with."""
    return str(jws.extract_compact(token.encode("ascii")).headers()["kid"])


def verify_token(token: str, keys: Mapping[str, OKPKey]) -> dict[str, Any]:
    """The claims of a token that one of these keys signed; BadToken for any other text.

    The key is chosen by its id among the given ones. Keys inside the token, or any header but ours, are refused.
    """
    try:
        header = jws.extract_compact(token.encode("ascii")).headers()
        if header.keys() != {"alg", "kid", "typ"} or header["typ"] != TYPE:
            raise BadToken("the header is not that of a certificate")
        if header["kid"] not in keys:
            raise UnknownKey(f"the key {header['kid']!r} is unknown")
        proved = jws.deserialize_compact(token, keys[header["kid"]], registry=_REGISTRY)
        return json.loads(proved.payload)
    except BadToken:
        raise
    except (JoseError, ValueError, TypeError) as error:
        raise BadToken(str(error)) from error
