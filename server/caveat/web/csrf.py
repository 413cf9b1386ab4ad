"""That a form was sent from our own page: a token bound to the session, and where it came from.

The token is an HMAC of the session's secret (OWASP, "signed double-submit cookie", with the
session's own cookie as the secret); the browser's word on the sender is checked as well.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

FIELD = "csrf"


def token(secret: str) -> str:
    """What a form carries, for a session (or a visitor) with this secret in its cookie."""
    return hmac.new(secret.encode(), b"caveat csrf", hashlib.sha256).hexdigest()


def is_ours(request: Request, secret: str, sent: str, origin: str) -> bool:
    """Whether a request comes from a page of ours; ``origin`` as in WebSettings."""
    if not secret or not hmac.compare_digest(token(secret).encode(), sent.encode()):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    sender = request.headers.get("origin")
    if sender is None:
        return True
    if origin:
        return sender == origin.rstrip("/")
    return urlsplit(sender).netloc == request.headers.get("host")
