"""Where examples come from: public sets marked *train*, and what code here writes.

Each source is a function that yields examples in one fixed order; its name is what a
configuration calls it by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.examples import Example
from models.licence import MeasureOnly
from models.sources import edits, news, notices, public_pairs, sourced, subjects, traps, written

Source = Callable[[], Iterator[Example]]

SOURCES: dict[str, Source] = {
    **public_pairs.SOURCES,
    **traps.SOURCES,
    **edits.SOURCES,
    **notices.SOURCES,
    **news.SOURCES,
    **sourced.SOURCES,
    **subjects.SOURCES,
    **written.SOURCES,
}


def source(name: str) -> Source:
    """The source of that name. Raises MeasureOnly for anything that is none: a set that is not
    listed here is not one that weights may learn from.
    """
    if name not in SOURCES:
        raise MeasureOnly(
            f"{name}: not a source that weights may learn from; there are {', '.join(SOURCES)}"
        )
    return SOURCES[name]
