"""Signatures as in the Standard Webhooks specification 1.0 (standardwebhooks.com).

The receiver computes HMAC-SHA256 over "id.timestamp.body" with the shared secret and compares it
with ``webhook-signature``; the timestamp, which is signed too, lets it refuse what is replayed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

PREFIX = "whsec_"
# How old a delivery a receiver should take, as the specification advises.
TOLERANCE = timedelta(minutes=5)


def new_secret() -> str:
    """A secret of 24 random bytes, as the specification writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def sign(secret: str, identifier: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers that a delivery carries."""
    stamp = str(int(at.timestamp()))
    return {
        "webhook-id": identifier,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + _signature(secret, identifier, stamp, body),
    }


def is_genuine(
    secret: str, identifier: str, stamp: str, signature: str, body: bytes, now: datetime
) -> bool:
    """Whether a delivery is signed with the secret and not too old: what a receiver checks."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 15):
        return False
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        return False
    right = _signature(secret, identifier, stamp, body)
    return any(
        version == "v1" and hmac.compare_digest(given.encode(), right.encode())
        for version, _, given in (part.partition(",") for part in signature.split(" "))
    )


def _signature(secret: str, identifier: str, stamp: str, body: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("not a secret of a webhook") from None
    signed = f"{identifier}.{stamp}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
