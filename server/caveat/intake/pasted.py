"""What somebody pasted: a page's mark-up, as text that a browser decoded already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from caveat.document import Article
from caveat.errors import TooLarge, UnreadableInput
from caveat.intake.html import extract
from caveat.intake.source import MAX_BYTES, Source


def page(markup: str, url: str = "") -> Article:
    """The article of pasted mark-up; ``url`` is where it was, "" for what the page says itself.

    Raises UnreadableInput when there is no article in it, and TooLarge.
    """
    if not markup.strip():
        raise UnreadableInput("nothing was pasted; paste the page's source (Ctrl-U in a browser)")
    if len(markup) > MAX_BYTES:
        raise TooLarge(f"the page has {len(markup):,} characters, the limit is {MAX_BYTES:,}")
    article = extract(markup, Source(Path("the page"), "pasted"))
    if any(v.field == "published_at" for v in article.violations()):
        article = replace(article, published_at=None)
    return replace(article, url=url or article.url)
