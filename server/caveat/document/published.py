"""When the article came out, and the lines that say so."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import re2

from caveat.document.article import Article
from caveat.document.model import DateSource, Published, Section, SectionKind
from caveat.document.span import Span

_WORDS = tomllib.loads(files("caveat.document").joinpath("dates.toml").read_text(encoding="utf-8"))
_MONTHS = {name: number for number, names in enumerate(_WORDS["months"], start=1) for name in names}
_MONTH = "|".join(sorted(_MONTHS, key=lambda m: (-len(m), m)))
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_DAY = r"(?P<day>[0-3]?[0-9])"
_TIME = (
    r"(?P<hour>[0-2]?[0-9])[:.h](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?: ?(?P<half>[ap])\.?m\.?)?"
)
_ISO = re2.compile(
    r"\b(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[01]?[0-9])[-/.](?P<day>[0-3]?[0-9])\b"
)
_CJK = re2.compile(rf"{_YEAR} ?[年년] ?(?P<month>[01]?[0-9]) ?[月월] ?{_DAY} ?[日일]")
_DAY_FIRST = re2.compile(
    rf"(?:^|[^0-9\pL]){_DAY}(?:st|nd|rd|th|\.)?(?: de| of)? "
    rf"(?P<month>{_MONTH})\.?,?(?: de)? {_YEAR}\b"
)
_MONTH_FIRST = re2.compile(
    rf"(?:^|[^\pL])(?P<month>{_MONTH})\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}\b"
)
_DATES = (_ISO, _CJK, _DAY_FIRST, _MONTH_FIRST)
_CLOCK = re2.compile(rf"(?:^|[^0-9]){_TIME}")
# What may stand beside the date in a line that says nothing but when.
_BESIDE = re2.compile("|".join(_WORDS["beside"]))
_AGO = re2.compile(r"[0-9]+ (?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?) ago")
_LONGEST = 120
_WINDOW = 6_000


def is_dateline(text: str) -> bool:
    """Whether a line says only when: a date, a time or both, with "Published" and the like."""
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return False
    folded = text.lower()
    rest = folded
    for pattern in _DATES:
        rest = pattern.sub(" ", rest)
    rest = _AGO.sub(" ", _CLOCK.sub(" ", rest))
    return rest != folded and not any(c.isalpha() for c in _BESIDE.sub(" ", rest))


def find(article: Article, sections: tuple[Section, ...]) -> Published | None:
    """The publication date: from the metadata, else the first full date outside the story itself.

    A date inside the body is something the story tells of; one in a date line, a byline or at the
    very top of the page is when it came out. Dates without a year are not guessed at.
    """
    if article.published_at is not None:
        return Published(article.published_at, DateSource.METADATA)
    seen_body = 0
    for section in sections:
        if section.span.field != "text" or section.span.start > _WINDOW:
            continue
        if section.kind is SectionKind.BODY:
            seen_body += 1
            continue
        if section.kind is SectionKind.DATELINE or not seen_body:
            found = _read(article.slice(section.span), section.span)
            if found is not None:
                return found
    return None


def _read(text: str, span: Span) -> Published | None:
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose lower case is longer would shift the offsets
        return None
    for pattern in _DATES:
        match = pattern.search(folded)
        if match is None:
            continue
        month = match["month"]
        try:
            day = datetime(
                int(match["year"]),
                int(month) if month.isdigit() else _MONTHS[month],
                int(match["day"]),
                tzinfo=UTC,
            )
        except ValueError:
            continue
        start = next(i for i in range(match.start(), match.end()) if text[i].isalnum())
        rest = folded[: match.start()] + " " + folded[match.end() :]
        return Published(_clock(day, rest), DateSource.TEXT, span.within(start, match.end()))
    return None


def _clock(day: datetime, folded: str) -> datetime:
    """The day at the time its line states; UTC, since pages seldom name a zone that can be read."""
    match = _CLOCK.search(folded)
    if match is None:
        return day
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return day.replace(hour=hour, minute=minute) if hour < 24 else day
