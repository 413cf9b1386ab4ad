"""One article under review: claimed, judged, decided, undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from starlette.responses import JSONResponse, RedirectResponse, Response

from caveat.document import Article, Document, parse
from caveat.errors import InvalidArticle, LeaseLost, NotAllowed, Stale
from caveat.moderation import Claim, Decision, Disposition, Filter, Review, State
from caveat.store.accounts import Role
from caveat.web import filters, story
from caveat.web.pages import drafts
from caveat.web.pages.queue import claim_next, to_next
from caveat.web.reading import read
from caveat.web.templates import render, words
from caveat.web.visit import Visit, page

_DONE = {
    Disposition.HOLD: "Held",
    Disposition.PUBLISH: "Published",
    Disposition.PUBLISH_WITH_NOTE: "Published with a note",
    Disposition.RETURN_TO_AUTHOR: "Returned to the author",
}


@lru_cache(maxsize=32)
def _parsed(article: Article) -> Document:
    return parse(article)


def _show(visit: Visit) -> Response:
    item_id = visit.request.path_params["item"]
    review = visit.desk.queue.get(item_id, viewer=visit.name)
    claim = None
    if visit.may(Role.MODERATOR) and review.item.holder == visit.name:
        # Whoever holds an item gets a new proof of it with the page; the old one ends.
        claimed = visit.desk.queue.claim(visit.name, item_id=item_id)
        review, claim = (claimed, claimed.claim) if claimed else (review, None)
    return _page(visit, review, claim)


def _page(
    visit: Visit,
    review: Review,
    claim: Claim | None,
    *,
    problems: list[str] | None = None,
    sent: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    desk, item = visit.desk, review.item
    left = int((claim.expires_at - desk.clock()).total_seconds()) if claim else 0
    given = dict(visit.request.query_params) or {}
    query = (sent or {}).get("filter") or filters.query(filters.read(given))
    mine = any(d.reviewer == visit.name for d in review.decisions)
    return render(
        visit,
        "review.html.j2",
        status,
        review=review,
        item=item,
        reading=read(_parsed(review.article), review.score, desk.sources.get),
        kinds={s.name: s.kinds for s in desk.scorer.signals},
        token=claim.token if claim else "",
        left=max(0, left),
        can_decide=visit.may(Role.MODERATOR) and item.state is not State.DECIDED and not mine,
        rules=desk.queue_settings.decisions,
        dispositions=Disposition,
        events=story.told(desk.queue.history(item.id, viewer=visit.name)),
        query=query,
        problems=problems or [],
        sent=sent or {},
        done=_done(visit),
    )


def _done(visit: Visit) -> dict[str, str] | None:
    """What has just been decided, for who came here without script."""
    made = visit.request.query_params.get("done", "")
    if not made:
        return None
    decision = visit.desk.queue.decision(made)
    return _toast(visit, decision) if decision.reviewer == visit.name else None


def _toast(visit: Visit, decision: Decision) -> dict[str, str]:
    title = visit.desk.queue.get(decision.item_id, viewer=visit.name).item.title
    return {
        "text": f"{_DONE[decision.draft.disposition]}: {title[:80]}",
        "undo": f"/decisions/{decision.id}/undo",
    }


def _claim(visit: Visit) -> Response:
    item_id = visit.request.path_params["item"]
    review = visit.desk.queue.claim(visit.name, item_id=item_id)
    if review is None or review.claim is None:
        raise Stale("This article is no longer open to you: it is held or decided by others.")
    if visit.wants_json:
        left = int((review.claim.expires_at - visit.desk.clock()).total_seconds())
        return JSONResponse(
            {
                "item": item_id,
                "revision": review.item.revision,
                "token": review.claim.token,
                "left": left,
            }
        )
    return RedirectResponse(_address(item_id, visit.form.get("filter", "")), 303)


def _extend(visit: Visit) -> Response:
    claim = visit.desk.queue.extend(visit.form.get("token", ""))
    left = int((claim.expires_at - visit.desk.clock()).total_seconds())
    if visit.wants_json:
        return JSONResponse({"left": left})
    return RedirectResponse(_address(claim.item_id, visit.form.get("filter", "")), 303)


def _release(visit: Visit) -> Response:
    skip = visit.form.get("skip") == "1"
    note = visit.form.get("handover", "").strip()
    visit.desk.queue.release(visit.form.get("token", ""), skip=skip, note=note)
    if skip:
        return to_next(visit, filters.from_query(visit.form.get("filter", "")))
    if visit.wants_json:
        return JSONResponse({"url": _list(visit.form.get("filter", "")), "next": None})
    return RedirectResponse(_list(visit.form.get("filter", "")), 303)


def _decide(visit: Visit) -> Response:
    item_id, form = visit.request.path_params["item"], visit.form
    queue = visit.desk.queue
    review = queue.get(item_id, viewer=visit.name)
    revision = form.get("revision", "")
    try:
        draft = drafts.draft(form, visit.fields, review.score)
        made = queue.decide(form.get("token", ""), draft, revision=drafts.number(revision))
    except InvalidArticle as error:
        return _refused(visit, review, error)
    except (LeaseLost, Stale, NotAllowed) as error:
        if visit.wants_json:
            raise
        return _page(visit, review, None, problems=[str(error)], sent=form, status=409)
    asked: Filter = filters.from_query(form.get("filter", ""))
    url, found = claim_next(visit, asked)
    if visit.wants_json:
        return JSONResponse({"toast": _toast(visit, made), "url": url, "next": found})
    if found is None:
        return RedirectResponse(url, 303)
    return RedirectResponse(url + ("&" if "?" in url else "?") + f"done={made.id}", 303)


def _refused(visit: Visit, review: Review, error: InvalidArticle) -> Response:
    problems = [f"{words(v.field)}: {v.problem}; {v.remedy}" for v in error.violations]
    if visit.wants_json:
        fields = [v.field for v in error.violations]
        return JSONResponse({"error": " ".join(problems), "fields": fields}, 422)
    claimed = visit.desk.queue.claim(visit.name, item_id=review.item.id)
    claim = claimed.claim if claimed else None
    return _page(visit, review, claim, problems=problems, sent=visit.form, status=422)


def _undo(visit: Visit) -> Response:
    item = visit.desk.queue.undo(visit.request.path_params["decision"], visit.name)
    visit.desk.queue.claim(visit.name, item_id=item.id)
    url = _address(item.id, visit.form.get("filter", ""))
    return JSONResponse({"url": url}) if visit.wants_json else RedirectResponse(url, 303)


def _reopen(visit: Visit) -> Response:
    item_id = visit.request.path_params["item"]
    visit.desk.queue.reopen(item_id, visit.name, reason=visit.form.get("reason", "").strip())
    return RedirectResponse(f"/reviews/{item_id}", 303)


def _address(item_id: str, query: str) -> str:
    kept = filters.query(replace(filters.from_query(query), state=None))
    return f"/reviews/{item_id}" + (f"?{kept}" if kept else "")


def _list(query: str) -> str:
    kept = filters.query(filters.from_query(query))
    return f"/queue?{kept}" if kept else "/queue"


routes = [
    page("/reviews/{item}", _show),
    page("/reviews/{item}/claim", _claim, method="POST", needs=Role.MODERATOR),
    page("/reviews/{item}/extend", _extend, method="POST", needs=Role.MODERATOR),
    page("/reviews/{item}/release", _release, method="POST", needs=Role.MODERATOR),
    page("/reviews/{item}/decide", _decide, method="POST", needs=Role.MODERATOR, limit=1 << 20),
    page("/reviews/{item}/reopen", _reopen, method="POST", needs=Role.MODERATOR),
    page("/decisions/{decision}/undo", _undo, method="POST", needs=Role.MODERATOR),
]
