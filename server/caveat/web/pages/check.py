"""Paste an article, or a page's HTML, and see its score at once.

Nothing is stored, unless a moderator sends what was pasted to the queue.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from starlette.responses import RedirectResponse, Response

from caveat.document import Article, Document, parse
from caveat.errors import CaveatError, InvalidArticle
from caveat.intake import pasted
from caveat.moderation import Entry
from caveat.store.accounts import Role
from caveat.web.reading import Reading, read
from caveat.web.templates import render
from caveat.web.visit import Visit, page

# A saved page is up to 8 MiB (as in caveat.intake.source), and the form around it.
_LIMIT: Final = 9 << 20
_FIELDS = ("title", "authors", "outlet", "url", "bio")


def _empty(visit: Visit) -> Response:
    return _shown(visit)


def _check(visit: Visit) -> Response:
    try:
        document = _document(visit)
    except CaveatError as error:
        return _refused(visit, error)
    reading = read(document, visit.desk.score(document), visit.desk.sources.get)
    return _shown(visit, reading)


def _send(visit: Visit) -> Response:
    """Put what was pasted in line, whatever its score."""
    try:
        document = _document(visit)
    except CaveatError as error:
        return _refused(visit, error)
    # The same article sent twice is one item; the language is kept for the queue's filters.
    known = hashlib.sha256(document.article.text.encode()).hexdigest()[:16]
    article = replace(document.article, id=f"pasted-{known}", language=document.language)
    entry = Entry(article, visit.desk.score(parse(article)), requested=True)
    (entered,) = visit.desk.queue.enqueue([entry])
    return RedirectResponse(f"/reviews/{entered.item_id}", 303)


def _document(visit: Visit) -> Document:
    article = _article(visit)
    article.check()
    return parse(article)


def _article(visit: Visit) -> Article:
    # A browser sends every line break of a form as CR LF, whatever was pasted.
    text = visit.form.get("text", "").replace("\r\n", "\n")
    if visit.form.get("kind") == "html":
        return pasted.page(text, visit.form.get("url", "").strip())
    authors = tuple(a.strip() for a in visit.form.get("authors", "").split(";") if a.strip())
    return Article(
        "pasted",
        text,
        url=visit.form.get("url", "").strip(),
        outlet=visit.form.get("outlet", "").strip(),
        title=visit.form.get("title", "").strip(),
        authors=authors,
        bio=visit.form.get("bio", "").strip().replace("\r\n", "\n"),
    )


def _refused(visit: Visit, error: CaveatError) -> Response:
    found = error.violations if isinstance(error, InvalidArticle) else (error,)
    problems = [str(problem) for problem in found]
    return _shown(visit, problems=problems, status=422)


def _shown(
    visit: Visit,
    reading: Reading | None = None,
    problems: list[str] | None = None,
    status: int = 200,
) -> Response:
    return render(
        visit,
        "check.html.j2",
        status,
        reading=reading,
        problems=problems or [],
        kind="html" if visit.form.get("kind") == "html" else "text",
        text=visit.form.get("text", ""),
        values={name: visit.form.get(name, "") for name in _FIELDS},
    )


routes = [
    page("/check", _empty),
    page("/check", _check, method="POST", limit=_LIMIT),
    page("/check/send", _send, method="POST", needs=Role.MODERATOR, limit=_LIMIT),
]
