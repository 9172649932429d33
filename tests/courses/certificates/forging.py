"""Ways to alter a token or a file, for the tests and the proof."""

import base64
import hmac
import json

from joserfc import jws
from joserfc.jwk import OKPKey
from joserfc.util import to_bytes, urlsafe_b64encode

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.="


def changed_characters(token):
    """Every token that differs in one character: another one in its place, one less, or one more at the end."""
    for place, character in enumerate(token):
        yield token[:place] + token[place + 1 :]
        yield from (token[:place] + other + token[place + 1 :] for other in ALPHABET if other != character)
    yield from (token + more for more in ALPHABET)


def changed_bytes(pdf, count, draw):
    """Copies of the file with one random byte changed."""
    for _ in range(count):
        place, flip = draw.randrange(len(pdf)), draw.randrange(1, 256)
        yield pdf[:place] + bytes([pdf[place] ^ flip]) + pdf[place + 1 :]


def forged_tokens(token, public_key):
    """Tokens that say what a forger wants, by the tricks known against JWS."""
    header, payload, signature = token.split(".")
    kid, typ = public_key.kid, "certificate+jws"
    claims = json.dumps({"number": "JYL-2026-999999"}).encode()
    wanted = urlsafe_b64encode(claims).decode()
    mine = OKPKey.generate_key("Ed25519")
    embedded = {"jwk": mine.as_dict(private=False)}
    public = public_key.as_dict(private=False)
    secrets = [json.dumps(public), public["x"], public_key.as_pem(private=False)]

    def encoded(**fields):
        return urlsafe_b64encode(json.dumps(fields).encode()).decode()

    def signed(key, **fields):
        algorithm = fields.setdefault("alg", "Ed25519")
        registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
        return jws.serialize_compact({"kid": kid, "typ": typ, **fields}, claims, key, registry=registry)

    def authenticated(secret):
        text = f"{encoded(alg='HS256', kid=kid, typ=typ)}.{wanted}"
        return f"{text}.{urlsafe_b64encode(hmac.digest(to_bytes(secret), text.encode(), 'sha256')).decode()}"

    return {
        "none": f"{encoded(alg='none', kid=kid, typ=typ)}.{wanted}.",
        "None": f"{encoded(alg='None', kid=kid, typ=typ)}.{wanted}.{signature}",
        "no signature": f"{header}.{wanted}.",
        "other payload": f"{header}.{wanted}.{signature}",
        "other header": f"{encoded(alg='EdDSA', kid=kid, typ=typ)}.{payload}.{signature}",
        "other type": f"{encoded(alg='Ed25519', kid=kid, typ='JWT')}.{payload}.{signature}",
        "no key named": f"{encoded(alg='Ed25519', typ=typ)}.{payload}.{signature}",
        "jwk": signed(mine, **embedded),
        "jwk without kid": signed(mine, **embedded, kid="mine"),
        "jku": signed(mine, jku="https://example.org/keys.json"),
        "x5u": signed(mine, x5u="https://example.org/cert.pem"),
        "x5c": signed(mine, x5c=["MIIB"]),
        "crit": signed(mine, crit=["b64"], b64=False),
        "EdDSA": signed(mine, alg="EdDSA"),
        **{f"HS256 {n}": authenticated(secret) for n, secret in enumerate(secrets)},
        "twice": f"{token}.{signature}",
        "json": json.dumps({"protected": header, "payload": payload, "signature": signature}),
        "empty": "..",
        "not ascii": token[:-1] + "ё",
    }


def naive_check(public_key):
    """A check as one writes it in a hurry: forgiving base64, the payload read before and apart from the rest."""
    raw = public_key.get_op_key("verify")

    def accepts(token):
        try:
            header, payload, signature = token.split(".")[:3]
            raw.verify(base64.urlsafe_b64decode(signature + "=="), f"{header}.{payload}".encode())
        except Exception:
            return False
        return True

    return accepts
