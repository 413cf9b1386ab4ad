"""Who may use the pages, for admins; and the theme, for everybody."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from caveat.errors import CaveatError
from caveat.store.accounts import Role
from caveat.web.templates import render
from caveat.web.visit import Visit, page, within

_YEAR = 365 * 86_400


def _list(visit: Visit) -> Response:
    return _shown(visit)


def _change(visit: Visit) -> Response:
    name, act = visit.form.get("name", ""), visit.form.get("act", "")
    accounts = visit.desk.accounts
    try:
        if act == "role" and visit.form.get("role") in list(Role):
            accounts.set_role(name, Role(visit.form["role"]))
        elif act in ("disable", "enable"):
            accounts.set_disabled(name, disabled=act == "disable")
        else:
            return _shown(visit, "Nothing was changed: choose what to change.", 422)
    except CaveatError as error:
        return _shown(visit, str(error), 422)
    return RedirectResponse("/people", 303)


def _shown(visit: Visit, problem: str = "", status: int = 200) -> Response:
    return render(
        visit, "people.html.j2", status, people=visit.desk.accounts.all(), problem=problem
    )


def _theme(visit: Visit) -> Response:
    response = RedirectResponse(within(visit.form.get("back", "/")), 303)
    chosen = visit.form.get("theme", "")
    if chosen in ("light", "dark"):
        response.set_cookie("caveat_theme", chosen, max_age=_YEAR, samesite="lax", path="/")
    else:
        response.delete_cookie("caveat_theme", path="/")
    return response


routes = [
    page("/people", _list, needs=Role.ADMIN),
    page("/people", _change, method="POST", needs=Role.ADMIN),
    page("/theme", _theme, method="POST", needs=None),
]
