"""When the article came out, and the lines that say so."""

from __future__ import annotations

from datetime import UTC, datetime

import re2

from caveat.document.article import Article
from caveat.document.model import DateSource, Published, Section, SectionKind
from caveat.document.span import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan january janvier enero januar janeiro gennaio januari stycznia januari ocak января січня",
            "february feb février febrero februar fevereiro febbraio februari lutego februari şubat февраля лютого",
            "march mar mars marzo märz março marzo maart marca maret mart марта березня",
            "april apr avril abril april abril aprile april kwietnia april nisan апреля квітня",
            "may mai mayo mai maio maggio mei maja mei mayıs мая травня",
            "june jun juin junio juni junho giugno juni czerwca juni haziran июня червня",
            "july jul juillet julio juli julho luglio juli lipca juli temmuz июля липня",
            "august aug août agosto august agosto agosto augustus sierpnia agustus ağustos августа серпня",
            "september sep sept septembre septiembre september setembro settembre september września eylül сентября вересня",
            "october oct octobre octubre oktober outubro ottobre oktober października ekim октября жовтня",
            "november nov novembre noviembre november novembro novembre november listopada kasım ноября листопада",
            "december dec décembre diciembre dezember dezembro dicembre december grudnia desember aralık декабря грудня",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=lambda m: (-len(m), m)))
_TIME = (
    r"(?P<hour>[0-2]?[0-9])[:.h](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?: ?(?P<half>[ap])\.?m\.?)?"
)
_ISO = re2.compile(
    r"\b(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[01]?[0-9])[-/.](?P<day>[0-3]?[0-9])\b"
)
_CJK = re2.compile(
    r"(?P<year>(?:19|20)[0-9]{2}) ?[年년] ?(?P<month>[01]?[0-9]) ?[月월] ?(?P<day>[0-3]?[0-9]) ?[日일]"
)
_DAY_FIRST = re2.compile(
    rf"(?:^|[^0-9\pL])(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|\.)?(?: de| of)? (?P<month>{_MONTH})\.?,?(?: de)? (?P<year>(?:19|20)[0-9]{{2}})\b"
)
_MONTH_FIRST = re2.compile(
    rf"(?:^|[^\pL])(?P<month>{_MONTH})\.? (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,? (?P<year>(?:19|20)[0-9]{{2}})\b"
)
_CLOCK = re2.compile(rf"(?:^|[^0-9]){_TIME}")
# What may stand beside the date in a line that says nothing but when: RE2 on the lower-cased line.
_BESIDE = re2.compile(
    r"(?:first |last )?(?:published|updated|posted|modified|created|date|publication date|issued|edited|dated)(?: (?:at|on))?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|\b(?:at|on|by|from)\b"
    r"|\b(?:gmt|utc|est|edt|et|cst|cdt|pst|pdt|pt|bst|cet|cest|ist|jst|kst|pht|sgt|aest|hrs|uhr|wib)\b"
    r"|publicado|actualizado|publié|mis à jour|le |veröffentlicht|aktualisiert|stand|pubblicato|aggiornato|gepubliceerd|opublikowano|diterbitkan|yayınlanma|güncelleme|опубликовано|обновлено|опубліковано|发布|更新|公開|입력|수정|am|pm|a\.m\.|p\.m\."
    r"|[0-9]+ ?min(?:utes?)?(?: read)?|[+-][0-9]{2}:?[0-9]{2}"
)
_AGO = re2.compile(r"[0-9]+ (?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?) ago")
_LONGEST = 120
_WINDOW = 6_000


def is_dateline(text: str) -> bool:
    """Whether a line says only when: a date, a time or both, with "Published" and the like."""
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return False
    folded = text.lower()
    rest = folded
    for pattern in (_ISO, _CJK, _DAY_FIRST, _MONTH_FIRST):
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
    for pattern in (_ISO, _CJK, _DAY_FIRST, _MONTH_FIRST):
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
