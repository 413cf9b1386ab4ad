"""The list: what waits, for whom, and the way to the next article."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from starlette.responses import JSONResponse, RedirectResponse, Response

from caveat.moderation import Decision, Filter, Item, State
from caveat.store.accounts import Role
from caveat.web import filters
from caveat.web.templates import render
from caveat.web.visit import Visit, page

_SIZE = 50
_LATEST = 5


def _list(visit: Visit) -> Response:
    given = visit.request.query_params
    asked = filters.read(given)
    # Without a word on it, what is open; "any" is every state.
    if asked.state is None and given.get("state") != "any":
        asked = replace(asked, state=State.OPEN)
    queue = visit.desk.queue
    found = queue.list(asked, size=_SIZE, after=given.get("after", ""))
    facets = queue.facets(asked)
    return render(
        visit,
        "queue.html.j2",
        filter=asked,
        items=found.items,
        next_page=found.next,
        first=not given.get("after"),
        facets=facets,
        total=sum(facets.states.values())
        if asked.state is None
        else facets.states.get(asked.state.value, 0),
        query=filters.query(asked),
        with_filter=partial(filters.query, asked, **({} if asked.state else {"state": "any"})),
        latest=_latest(visit),
        done=_done(visit),
    )


def _latest(visit: Visit) -> list[tuple[Decision, Item]]:
    """The visitor's own decisions that can still be taken back."""
    if not visit.may(Role.MODERATOR):
        return []
    queue, now = visit.desk.queue, visit.desk.clock()
    made = [d for d in queue.decided_by(visit.name, limit=_LATEST) if d.undo_until > now]
    return [(d, queue.get(d.item_id, viewer=visit.name).item) for d in made]


def _done(visit: Visit) -> str:
    return {"empty": "Nothing that matches is open. All caught up."}.get(
        visit.request.query_params.get("done", ""), ""
    )


def _next(visit: Visit) -> Response:
    """Claim the most urgent article that matches."""
    asked = filters.from_query(visit.form.get("filter", ""))
    return to_next(visit, asked)


def to_next(visit: Visit, asked: Filter) -> Response:
    """On to the most urgent article that matches, claimed; to the list when there is none."""
    url, found = claim_next(visit, asked)
    if visit.wants_json:
        return JSONResponse({"url": url, "next": found})
    return RedirectResponse(url, 303)


def claim_next(visit: Visit, asked: Filter) -> tuple[str, dict[str, object] | None]:
    """The address of the next article, and its claim for scripts; of the list without one."""
    open_ones = replace(asked, state=None, holder="")
    review = visit.desk.queue.claim(visit.name, open_ones)
    query = filters.query(open_ones)
    if review is None or review.claim is None:
        tail = f"{query}&done=empty" if query else "done=empty"
        return f"/queue?{tail}", None
    url = f"/reviews/{review.item.id}" + (f"?{query}" if query else "")
    return url, {
        "item": review.item.id,
        "revision": review.item.revision,
        "token": review.claim.token,
        "left": _seconds(review.claim.expires_at - visit.desk.clock()),
    }


def _peek(visit: Visit) -> Response:
    """The article that will probably be next, so that a script can load its page ahead."""
    asked = replace(filters.read(visit.request.query_params), state=State.OPEN, holder="")
    current = visit.request.query_params.get("after_item", "")
    items = visit.desk.queue.list(asked, size=3).items
    chosen = next((item for item in items if item.id != current), None)
    if chosen is None:
        return JSONResponse({"item": "", "url": ""})
    query = filters.query(replace(asked, state=None))
    return JSONResponse(
        {"item": chosen.id, "url": f"/reviews/{chosen.id}" + (f"?{query}" if query else "")}
    )


def _seconds(left: timedelta) -> int:
    return max(0, int(left.total_seconds()))


routes = [
    page("/queue", _list),
    page("/queue/peek", _peek, needs=Role.MODERATOR),
    page("/queue/next", _next, method="POST", needs=Role.MODERATOR),
]
