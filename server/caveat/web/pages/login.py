"""Logging in and out."""

from __future__ import annotations

import logging
import math
import secrets
from datetime import timedelta

from starlette.responses import JSONResponse, RedirectResponse, Response

from caveat.web import passwords
from caveat.web.templates import render
from caveat.web.visit import GUEST, Visit, page, session_cookie, set_cookie, within

_log = logging.getLogger(__name__)

# Guessing is slow and an owner's slip is not: so many failures within the window lock the name,
# or the address, until the oldest is forgotten.
WINDOW = timedelta(minutes=15)
MOST_BY_NAME = 10
MOST_BY_ADDRESS = 30


def _form(visit: Visit) -> Response:
    if visit.account is not None:
        return RedirectResponse(within(visit.request.query_params.get("next", "/")), 303)
    return _shown(visit, visit.request.query_params.get("next", "/"))


def _log_in(visit: Visit) -> Response:
    desk, now = visit.desk, visit.desk.clock()
    name, password = visit.form.get("name", ""), visit.form.get("password", "")
    place = within(visit.form.get("next", "/"))
    address = visit.request.client.host if visit.request.client else ""
    by_name, by_address = desk.accounts.failures(name, address, now - WINDOW)
    if by_name >= MOST_BY_NAME or by_address >= MOST_BY_ADDRESS:
        _log.warning("login refused: too many failures address=%s", address)
        return _locked(visit, place)
    found = desk.accounts.find(name)
    if not passwords.matches(found[1] if found else None, password) or found is None:
        desk.accounts.record_failure(name, address, now)
        _log.warning("login failed address=%s", address)
        return _shown(visit, place, "Name or password is wrong.", 401, name)
    account = found[0]
    desk.accounts.forget_failures(name)
    token = secrets.token_urlsafe(32)
    desk.accounts.start_session(account, token, now, desk.settings.expiry)
    _log.info("login account=%d address=%s", account.key, address)
    response = RedirectResponse(place, 303)
    set_cookie(response, desk, session_cookie(desk), token)
    response.delete_cookie(GUEST, path="/")
    return response


def _log_out(visit: Visit) -> Response:
    if visit.account is not None:
        visit.desk.accounts.end_session(visit.secret)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(
        session_cookie(visit.desk), path="/", secure=visit.desk.settings.is_secure
    )
    return response


def _session(visit: Visit) -> Response:
    """Whether the cookie of this request logs somebody in: a link from elsewhere has none."""
    return JSONResponse({"name": visit.name})


def _locked(visit: Visit, place: str) -> Response:
    minutes = math.ceil(WINDOW.total_seconds() / 60)
    response = _shown(
        visit, place, f"Too many failed attempts. Try again in {minutes} minutes.", 429
    )
    response.headers["retry-after"] = str(int(WINDOW.total_seconds()))
    return response


def _shown(
    visit: Visit, place: str, problem: str = "", status: int = 200, name: str = ""
) -> Response:
    secret = visit.secret or secrets.token_urlsafe(32)
    guest = Visit(visit.request, visit.desk, None, secret)
    response = render(
        guest, "login.html.j2", status, next=within(place), problem=problem, name=name
    )
    if not visit.secret:
        set_cookie(response, visit.desk, GUEST, secret)
    return response


routes = [
    page("/login", _form, needs=None),
    page("/login", _log_in, method="POST", needs=None),
    page("/logout", _log_out, method="POST", needs=None),
    page("/session", _session, needs=None),
]
