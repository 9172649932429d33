"""Proving a certificate from its file alone: no register, no network."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from joserfc.jwk import OKPKey
from pypdf import PdfReader

from courses.certificates.name_hashing import name_matches
from courses.certificates.render import ATTACHMENT
from courses.certificates.tokens import BadToken, verify_token


def attachment_in(pdf: BinaryIO) -> dict[str, str]:
    """What lies in the PDF beside its page: token, holder, salt. BadToken when it is no certificate of this kind."""
    try:
        found = json.loads(PdfReader(pdf).attachments[ATTACHMENT][0])
    except Exception as error:  # a damaged file may fail anywhere in the reader
        raise BadToken(f"no signed claims in this file ({type(error).__name__})") from error
    if not isinstance(found, dict) or not all(isinstance(found.get(key), str) for key in ("token", "holder", "salt")):
        raise BadToken("the signed claims are not whole")
    return found


def verify_file(pdf: BinaryIO, keys: Mapping[str, OKPKey]) -> tuple[dict[str, Any], str]:
    """The proved claims of a PDF and the proved name. BadToken when either is not proved."""
    found = attachment_in(pdf)
    claims = verify_token(found["token"], keys)
    if not name_matches(found["holder"], found["salt"], claims["name_hash"]):
        raise BadToken("the name in the file is not the one that was signed")
    return claims, found["holder"]
