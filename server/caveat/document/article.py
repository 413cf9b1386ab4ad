"""An article as a caller hands it over, and the limits on it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from caveat.document.span import Span
from caveat.errors import InvalidArticle, Violation

# Limits, in Unicode code points and entries. The longest news features run to about 150,000
# code points; a limit well above keeps books and logs out and memory bounded.
MAX_TEXT = 500_000
MAX_TITLE = 2_000
MAX_BIO = 20_000
MAX_AUTHORS = 50
MAX_AUTHOR = 500
MAX_ID = 200
MAX_URL = 2_048
MAX_OUTLET = 200
# A clock may be wrong by a day, and embargoed copy is dated ahead; a year ahead is a mistake.
MAX_FUTURE = timedelta(days=2)
# The first printed newspaper is the Relation of Strasbourg (1605): no news is older.
FIRST_YEAR = 1600
# Unicode's controls, format characters (direction marks, zero widths) and line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
# Letters and symbols by category that are drawn as nothing: the Hangul and Braille fillers.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Article:
    """One article, every field exactly as received.

    ``published_at`` is timezone-aware or None when unknown; ``language`` is an ISO 639-1 code, or
    "" to have it detected. ``title`` and ``bio`` are "" when they stand inside ``text`` or are
    not known: the two cases look the same to a reader of plain text.
    """

    id: str
    text: str
    url: str = ""
    outlet: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    language: str = ""
    bio: str = ""

    def field(self, name: str) -> str:
        """The text of a field that a span can point at. Raises KeyError for any other name."""
        if name == "text":
            return self.text
        if name == "title":
            return self.title
        if name == "bio":
            return self.bio
        if name.startswith("authors[") and name.endswith("]"):
            return self.authors[int(name[8:-1])]
        raise KeyError(name)

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.field(span.field)[span.start : span.end]

    def violations(self, *, now: datetime | None = None, prefix: str = "") -> list[Violation]:
        """Every way in which this article breaks the contract; empty when it is sound.

        ``prefix`` is put before each field path (for example ``"article."``). ``now`` defaults to
        the present and decides what counts as a future date.
        """
        found: list[Violation] = []

        def report(field: str, problem: str, remedy: str) -> None:
            found.append(Violation(prefix + field, problem, remedy))

        if not is_visible(self.text):
            report("text", "is empty", "send the article's text")
        strings = [
            ("id", self.id, MAX_ID),
            ("text", self.text, MAX_TEXT),
            ("url", self.url, MAX_URL),
            ("outlet", self.outlet, MAX_OUTLET),
            ("title", self.title, MAX_TITLE),
            ("bio", self.bio, MAX_BIO),
            ("language", self.language, 35),
        ]
        strings += [
            (f"authors[{i}]", a, MAX_AUTHOR) for i, a in enumerate(self.authors[:MAX_AUTHORS])
        ]
        for name, value, limit in strings:
            if len(value) > limit:
                report(
                    name, f"has {len(value):,} code points, the limit is {limit:,}", "shorten it"
                )
            if "\x00" in value:
                report(name, f"holds a NUL at code point {value.index(chr(0))}", "remove it")
            surrogate = _lone_surrogate(value)
            if surrogate is not None:
                report(
                    name,
                    f"holds a lone surrogate at code point {surrogate}",
                    "decode the source as UTF-8 or UTF-16 before sending it",
                )
        if not self.id.strip():
            report("id", "is empty", "give each article an id of your own")
        elif (at := _unseen(self.id)) is not None:
            report(
                "id",
                f"holds U+{ord(self.id[at]):04X}, a character that cannot be seen, "
                f"at code point {at}",
                "use printable characters",
            )
        if self.url and not is_web_address(self.url):
            report(
                "url",
                "is not a web address",
                "send one that starts with http:// or https://, or leave it empty",
            )
        if len(self.authors) > MAX_AUTHORS:
            report(
                "authors",
                f"has {len(self.authors)} entries, the limit is {MAX_AUTHORS}",
                "send the article's own authors",
            )
        for i, author in enumerate(self.authors[:MAX_AUTHORS]):
            if not is_visible(author):
                report(f"authors[{i}]", "is empty", "name the author, or leave the entry out")
        if self.language and not _is_language(self.language):
            report(
                "language",
                f"{self.language!r} is not a language code",
                'use ISO 639-1, as in "en", or leave it empty to have it detected',
            )
        if self.published_at is not None and (fault := _date_fault(self.published_at, now)):
            report("published_at", *fault)
        return found

    def check(self, *, prefix: str = "") -> None:
        """Raises InvalidArticle with every violation, if there is one."""
        if found := self.violations(prefix=prefix):
            raise InvalidArticle(found)


def is_visible(value: str) -> bool:
    """Whether a reader sees anything: not only white space, controls, format characters, marks."""
    for c in value:
        kind = unicodedata.category(c)
        if kind not in _UNSEEN and kind[0] not in "MZ" and c not in _FILLERS:
            return True
    return False


def is_web_address(url: str) -> bool:
    """Whether a URL is http or https, names a host and holds no white space or control."""
    if any(c.isspace() for c in url) or _unseen(url) is not None:
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number of a port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_news_date(moment: datetime) -> bool:
    """Whether a moment with a time zone is a date of news: from FIRST_YEAR on, in UTC as well."""
    try:
        return moment.astimezone(UTC).year >= FIRST_YEAR
    except (OverflowError, ValueError):
        return False


def _date_fault(moment: datetime, now: datetime | None) -> tuple[str, str] | None:
    """What is wrong with a date of publication, and the remedy."""
    if moment.tzinfo is None:
        return "has no time zone", "add one, as in 2023-05-09T13:39:00Z"
    if moment > (now or datetime.now(UTC)) + MAX_FUTURE:
        return f"{moment.isoformat()} lies in the future", "send the date of publication"
    if not is_news_date(moment):
        return (
            f"{moment.isoformat()} lies before {FIRST_YEAR}, and so before the first newspapers",
            "send the date of publication, or leave it empty when it is not known",
        )
    return None


def _unseen(value: str) -> int | None:
    """The code point of the first control, format character or line separator."""
    return next((i for i, c in enumerate(value) if unicodedata.category(c) in _UNSEEN), None)


def _lone_surrogate(value: str) -> int | None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None


def _is_language(code: str) -> bool:
    """Whether a code is formed as a language tag (RFC 5646, section 2.1): "en", "zh-Hant"."""
    primary, *rest = code.replace("_", "-").split("-")
    return (
        primary.isascii()
        and primary.isalpha()
        and 2 <= len(primary) <= 3
        and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in rest)
    )
