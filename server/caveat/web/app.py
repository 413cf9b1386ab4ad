"""All pages, in one application."""

from __future__ import annotations

import logging

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from caveat.errors import (
    CaveatError,
    InvalidArticle,
    LeaseLost,
    NotAllowed,
    NotFound,
    Overloaded,
    Stale,
    StoreUnavailable,
    TooLate,
)
from caveat.web import static_files
from caveat.web.desk import Desk
from caveat.web.headers import Headers
from caveat.web.pages import bulk, check, dashboard, login, people, queue, review
from caveat.web.templates import render
from caveat.web.visit import GUEST, Visit, session_cookie

_log = logging.getLogger(__name__)

_STATUS: dict[type[CaveatError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    LeaseLost: 409,
    Stale: 409,
    TooLate: 409,
    StoreUnavailable: 503,
    Overloaded: 503,
}
_TITLES = {
    400: "That request could not be read",
    401: "Log in again",
    403: "Not allowed",
    404: "Nothing here",
    405: "Not possible here",
    409: "Not any more",
    413: "Too large",
    422: "That cannot be done",
    429: "Too many attempts",
    503: "Not available right now",
}


def application(desk: Desk) -> Starlette:
    """The pages over one desk, as an ASGI application."""
    routes: list[BaseRoute] = [
        static_files.route,
        Route("/", _home),
        *login.routes,
        *queue.routes,
        *review.routes,
        *bulk.routes,
        *check.routes,
        *dashboard.routes,
        *people.routes,
    ]
    made = Starlette(
        routes=routes,
        middleware=[Middleware(Headers, secure=desk.settings.is_secure)],
        exception_handlers={
            HTTPException: _refused,
            CaveatError: _failed,
        },
    )
    made.state.desk = desk
    made.state.threads = CapacityLimiter(desk.settings.threads)
    return made


async def _home(request: Request) -> Response:  # noqa: ARG001
    return RedirectResponse("/queue", 303)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    headers = getattr(error, "headers", None) or {}
    return _page(request, status, detail, dict(headers))


async def _failed(request: Request, error: Exception) -> Response:
    status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 422)
    if status == 503:
        _log.warning("a page is not available: %s", error)
    lines = [str(v) for v in error.violations] if isinstance(error, InvalidArticle) else []
    return _page(request, status, "; ".join(lines) or str(error))


def _page(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None
) -> Response:
    desk: Desk = request.app.state.desk
    visit = Visit(request, desk, None, request.cookies.get(GUEST, ""))
    title = _TITLES.get(status, "Something broke")
    detail = detail if detail and detail != title else ""
    response: Response
    if visit.wants_json:
        response = JSONResponse({"error": detail or title}, status)
    else:
        logged_in = session_cookie(desk) in request.cookies
        response = render(
            visit, "error.html.j2", status, title=title, detail=detail, logged_in=logged_in
        )
    response.headers.update(headers or {})
    return response
