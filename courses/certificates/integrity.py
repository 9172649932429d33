"""Is a line of the register what was signed when it was issued?

Whoever can write to the database can change a line, and put one there, but cannot sign. So a line is believed when its
token proves every fact in it, wherever a status is told, a file rendered or a fact copied.
"""

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.certificates import keys, name_hashing
from courses.certificates.tokens import BadToken, UnknownKey, claims_of, key_id_of, verify_token

if TYPE_CHECKING:
    from courses.certificates.models import Certificate

log = logging.getLogger(__name__)
DAMAGED, UNPROVED = "damaged", "unproved"
CLAIMS_ADDED_LATER = {
    "issuer",
    "languages",
    "enrolment",
}  # claims that tokens signed before 26 November 2026 do not have
MESSAGES = {
    DAMAGED: _("This line of the register is not what was signed when the certificate was issued. Ask the issuer."),
    UNPROVED: _("This certificate cannot be checked now: the key that it was signed with is missing. Ask the issuer."),
}


def fault(certificate: "Certificate") -> str:
    """Nothing for a line that is what was signed; DAMAGED; or UNPROVED where the key is missing that could tell."""
    try:
        differing = differences(certificate)
    except UnknownKey:
        log.error("certificate %s cannot be proved: its key %s is missing", certificate.pk, certificate.key_id)
        return UNPROVED
    if differing:
        log.error("certificate %s is damaged: %s", certificate.pk, ", ".join(differing))
    return DAMAGED if differing else ""


def differences(certificate: "Certificate") -> list[str]:
    """Names of what in a line is not as it was signed. Raises UnknownKey where it cannot be told."""
    trusted = keys.trusted_keys()
    try:
        signed = verify_token(certificate.token, trusted)
    except UnknownKey:
        if certificate.key_id in trusted:
            return ["key_id"]
        raise
    except BadToken:
        return ["token"]
    now = claims_of(certificate)
    expected = now.keys() if CLAIMS_ADDED_LATER & signed.keys() else now.keys() - CLAIMS_ADDED_LATER
    found = [name for name in now if name in expected | signed.keys() and signed.get(name) != now[name]]
    found += signed.keys() - now.keys()
    return found + _unnamed_differences(certificate)


def _unnamed_differences(certificate: "Certificate") -> list[str]:
    """What the token proves without naming it: its key, and the name by its hash, until the holder is erased."""
    found = [] if key_id_of(certificate.token) == certificate.key_id else ["key_id"]
    if certificate.holder and not name_hashing.name_matches(
        certificate.holder, certificate.salt, certificate.name_hash
    ):
        found.append("holder")
    return found


def ensure_intact(certificate: "Certificate") -> None:
    """Raise ValidationError, with DAMAGED or UNPROVED as its code, for a line that is not proved."""
    if found := fault(certificate):
        raise ValidationError(MESSAGES[found], code=found)
