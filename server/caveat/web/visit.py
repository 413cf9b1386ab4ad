"""One request: who sent it, what it carries, and whether it may.

Every page is made by ``page``: role and CSRF token are checked there, so that no page can forget.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message

from caveat.errors import CaveatError
from caveat.store.accounts import Account, Role
from caveat.web import csrf
from caveat.web.desk import Desk

_log = logging.getLogger(__name__)

# A form of buttons and short texts, in bytes. Pages that take an article state their own limit.
SMALL = 64 << 10
_MAX_FIELDS = 4_000
GUEST: Final = "caveat_guest"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that was let in. ``account`` is None on pages that need nobody logged in.

    ``secret`` is what the cookie of the session (or of a guest) holds; ``form`` has the text
    fields of a POST, the last value of each; ``fields`` all of them in order.
    """

    request: Request
    desk: Desk
    account: Account | None = None
    secret: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def csrf(self) -> str:
        """The token that a form of this visitor carries."""
        return csrf.token(self.secret)

    @property
    def name(self) -> str:
        """Who is asking, "" for nobody."""
        return self.account.name if self.account else ""

    @property
    def wants_json(self) -> bool:
        """Whether a script of ours is asking, and not a browser for a page."""
        return "application/json" in self.request.headers.get("accept", "")

    def may(self, role: Role) -> bool:
        """Whether the visitor has a role."""
        return self.account is not None and self.account.role.may(role)


Handler = Callable[[Visit], Response]


def page(
    path: str,
    handler: Handler,
    *,
    method: str = "GET",
    needs: Role | None = Role.READER,
    limit: int = SMALL,
) -> Route:
    """A route for those who have a role (None: for everybody), its handler on a thread.

    ``limit`` is the largest body taken, in bytes. What the handler raises becomes an error page.
    """

    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        fields = await _fields(request, limit) if method == "POST" else ()
        work = partial(_answer, request, desk, fields, handler, needs)
        try:
            return await run_sync(work, limiter=request.app.state.threads)
        except (CaveatError, HTTPException):
            raise
        except Exception as error:  # noqa: BLE001 (a fault of ours must not end in a bare page)
            # Not the message, which may quote an article: what kind of fault, and where.
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("a page failed path=%s kind=%s\n%s", path, type(error).__name__, where)
            raise HTTPException(500, "The fault is ours and was logged.") from None

    return Route(path, endpoint, methods=[method], name=f"{method} {path}")


def session_cookie(desk: Desk) -> str:
    """The name of the cookie that holds a session's token."""
    return "__Host-caveat" if desk.settings.is_secure else "caveat_session"


def set_cookie(response: Response, desk: Desk, name: str, value: str) -> None:
    """A cookie for the pages alone, gone when the browser closes."""
    response.set_cookie(
        name, value, httponly=True, samesite="strict", secure=desk.settings.is_secure, path="/"
    )


def within(path: str) -> str:
    """A place inside the pages to go on to; "/" for any other address."""
    inside = path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable()
    return path if inside and "\\" not in path else "/"


def _answer(
    request: Request,
    desk: Desk,
    fields: tuple[tuple[str, str], ...],
    handler: Handler,
    needs: Role | None,
) -> Response:
    token = request.cookies.get(session_cookie(desk), "")
    account = desk.accounts.session(token, desk.clock(), desk.settings.expiry) if token else None
    secret = token if account else request.cookies.get(GUEST, "")
    form = dict(fields)
    visit = Visit(request, desk, account, secret, form, fields)
    if needs is not None and account is None:
        return _log_in_first(visit)
    if request.method == "POST" and not csrf.is_ours(
        request, secret, form.get(csrf.FIELD, ""), desk.settings.origin
    ):
        _log.warning("refused a form without a valid token path=%s", request.url.path)
        raise HTTPException(403, "This form is out of date. Go back, load the page again, retry.")
    if needs is not None and not visit.may(needs):
        raise HTTPException(403, f"This needs the role of {needs.value}; ask an admin for it.")
    return handler(visit)


def _log_in_first(visit: Visit) -> Response:
    if visit.request.method != "GET" or visit.wants_json:
        raise HTTPException(401, "Your session is over. Log in again.")
    url = visit.request.url
    wanted = url.path + (f"?{url.query}" if url.query else "")
    place = "" if wanted == "/" else f"?next={quote(wanted, safe='')}"
    return RedirectResponse(f"/login{place}", 303)


async def _fields(request: Request, limit: int) -> tuple[tuple[str, str], ...]:
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413, f"The form has more than {limit:,} bytes; send less.")
        return message

    stated = request.headers.get("content-length", "0")
    if not stated.isascii() or not stated.isdigit() or int(stated) > limit:
        raise HTTPException(413, f"The form has more than {limit:,} bytes; send less.")
    limited = Request(request.scope, receive)
    async with limited.form(max_files=0, max_fields=_MAX_FIELDS, max_part_size=limit) as form:
        return _texts(form)


def _texts(form: FormData) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
