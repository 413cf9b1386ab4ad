"""One decision for many articles, shown before it is made."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from caveat.errors import InvalidArticle, Violation
from caveat.moderation import BulkPreview, Disposition, Draft, State
from caveat.store.accounts import Role
from caveat.web import filters
from caveat.web.templates import render
from caveat.web.visit import Visit, page

# 1,000 items, each with its id and revision.
_LIMIT = 256 << 10


def _preview(visit: Visit) -> Response:
    draft = _draft(visit)
    chosen = [value for name, value in visit.fields if name == "item"]
    if visit.form.get("scope") == "all":
        asked = replace(filters.from_query(visit.form.get("filter", "")), state=State.OPEN)
        preview = visit.desk.queue.preview(draft, asked, reviewer=visit.name)
    elif chosen:
        preview = visit.desk.queue.preview(draft, item_ids=chosen, reviewer=visit.name)
    else:
        raise InvalidArticle([Violation("items", "none is chosen", "tick some in the list")])
    return render(
        visit,
        "bulk.html.j2",
        preview=preview,
        draft=draft,
        outcome=None,
        back=visit.form.get("filter", ""),
    )


def _decide(visit: Visit) -> Response:
    draft = _draft(visit)
    seen = dict(value.rpartition(":")[::2] for name, value in visit.fields if name == "seen")
    if not seen:
        # No ids would mean all that is open.
        raise InvalidArticle([Violation("items", "none is chosen", "tick some in the list")])
    now = visit.desk.queue.preview(draft, item_ids=list(seen), reviewer=visit.name)
    same = tuple(
        i
        if str(i.item.revision) == seen[i.item.id]
        else replace(i, refused="it was scored again since the preview")
        for i in now.items
    )
    outcome = visit.desk.queue.bulk_decide(BulkPreview(draft, same), visit.name)
    gone = [i for i in same if i.refused]
    return render(
        visit,
        "bulk.html.j2",
        preview=BulkPreview(draft, same),
        draft=draft,
        outcome=outcome,
        refused=[*gone, *outcome.refused],
        back=visit.form.get("filter", ""),
    )


def _draft(visit: Visit) -> Draft:
    chosen = visit.form.get("disposition", "")
    if chosen not in list(Disposition):
        raise InvalidArticle(
            [Violation("disposition", "is missing", "choose what to do with the articles")]
        )
    reason = visit.form.get("reason", "").strip().replace("\r\n", "\n")
    note = visit.form.get("note", "").strip().replace("\r\n", "\n")
    return Draft(Disposition(chosen), (), reason, note)


routes = [
    page("/bulk/preview", _preview, method="POST", needs=Role.ADMIN, limit=_LIMIT),
    page("/bulk/decide", _decide, method="POST", needs=Role.ADMIN, limit=_LIMIT),
]
