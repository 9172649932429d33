"""The holder's name where it must not be read: a salted hash for the token, initials for who has no paper."""

import hashlib
import hmac
import secrets

from cms.pdf.fonts import normalize_text


def new_salt() -> str:
    """128 random bits. They stand on the paper, and in the register until the holder is erased."""
    return secrets.token_urlsafe(16)


def name_hash(name: str, salt: str) -> str:
    """What the token carries: without the salt nobody can try names against it."""
    return hashlib.sha256(f"{salt}\0{normalize_text(name)}".encode()).hexdigest()


def name_matches(name: str, salt: str, expected: str) -> bool:
    """Is this the name on the paper with this salt?"""
    return hmac.compare_digest(name_hash(name, salt), expected)


def initials_of(name: str) -> str:
    """What the public page shows to who has not seen the paper: "А. А."."""
    return " ".join(f"{part[0].upper()}." for part in name.split())
