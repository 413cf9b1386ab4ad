"""What a match is read as, after a look at its words: a shape alone leaves some of them open.

"the 19th" may be a day or a floor, "2000" a year or a count, "the past fortnight" a week of the
calendar or a length of time.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from caveat.values.classes import words
from caveat.values.digits import Token

_AFTER_DAY: Final = frozenset(".,)&2-3I7@6BsLk")
_DATELIKE: Final = frozenset("Iin7s6@BLk2rbe(dT")
# What stands before a month in short ("Jan") or with another meaning ("may") when it is one.
_BEFORE_MONTH: Final = frozenset("7sBkbr2eL")
# "$2 million a year": a rate, whose unit is no duration.
_RATED: Final = frozenset("DyYNwC$%*")
# "scores", a verb more often than twenties.
_SCORES: Final = 40
# Years ago from which on a figure says how long ago, and no year.
_REMOTE: Final = 1_000
_YEARS_IN: Final = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
# Fewer than this many crowns are titles, or teeth.
_FEW: Final = 20
# Minutes before the hour, as they are spoken of, and what stands before them.
_TO_THE_HOUR: Final = frozenset({5, 10, 20, 25})
_AT: Final = frozenset(words("at after before until by about around just nearly almost"))
_LONGEST_WORD: Final = 30
_PLURALS: Final = frozenset(words("people men women children troops police"))


# Rules whose matches may be read otherwise.
_OPEN: Final = frozenset(
    words(
        "spoken_clock number_range ago bare_day bare_month bare_year date decade duration "
        "money parted relative span units vague vague_time"
    )
)


class Reading(NamedTuple):
    """The rule that ``tokens[start:end]`` is read by: of ``caveat.values.shapes``, or
    "coming_weekday", a weekday that is the first one from the publication date on.
    """

    rule: str
    start: int
    end: int


def reading(
    rule: str, tokens: list[Token], start: int, end: int, shape: str, text: str
) -> Reading | None:
    """How a match of ``rule`` is read, or None when it stands for nothing."""
    as_found = Reading(rule, start, end)
    if rule not in _OPEN:
        return as_found
    run = tokens[start:end]
    match rule:
        case "spoken_clock":
            return _spoken(run, start, text)
        case "number_range" if _is_to_the_hour(run, text):
            return None
        case "units":
            return as_found if _plural(run[-1], text) else None
        case "vague":
            return None if run[0].value[0] == _SCORES and shape[end] != "f" else as_found
        case "decade":
            return as_found if _is_decade(run, text) else None
        case "duration":
            return None if shape[start] == "1" and shape[start - 1 : start] in _RATED else as_found
        case "bare_month":
            weak = shape[start] == "m" and shape[max(start - 1, 0)] not in _BEFORE_MONTH
            return None if weak else as_found
        case "date" if _is_ranked(run, text, shape[end]):
            return Reading("weekday", start, start + 1)
        case "bare_day" if not _is_day(run[1], text, shape[end]):
            return Reading("ordinal", start + 1, end)
        case "bare_year" if not _is_year(tokens, start, text):
            return Reading("number", start, end)
        case "vague_time" if not _vague(run, text):
            return Reading("duration" if run[-2].code == "8" else "relative", start, end)
        case "money" if run[-1].value == "CZK?" and run[0].code in "DyNw" and run[0].value < _FEW:
            return Reading("number", start, start + 1)
        case "parted" if _recurring(run, text):
            return Reading("frequency", start, end)
        case "relative" if run[-1].value == "fortnight" and run[-2].code in "nl":
            # "the past fortnight": a length of time up to now, and no week of the calendar
            return Reading("span", start, end)
        case "relative" if run[-1].code == "U" and run[-2].code == "l" and _plural(run[-1], text):
            # "in previous years"
            return Reading("vague_time", start, end)
        case "relative" if _coming(run, text):
            return Reading("coming_weekday", end - 1, end)
        case "span" if _idle(run, text):
            return Reading("units", end - 1, end) if _plural(run[-1], text) else None
        case "ago" if run[-1].code == "9" and text.startswith(" than", run[-1].end):
            # "five years earlier than expected"
            return Reading("duration", start, end - 1)
        case "ago" if _remote(run):
            while tokens[start].code in "~dT":
                start += 1
            return Reading("duration", start, end - 1)
    return as_found


def _is_decade(run: list[Token], text: str) -> bool:
    """Whether "the 40s" are years and not somebody's age ("in his late 40s")."""
    start = run[0].start
    apostrophe = text[max(start - 1, 0) : start] in ("'", "’", "‘")
    bare = text[max(start - 4, 0) : start].lower() in (" in ", "in ")
    return run[-1].value >= 100 or run[0].code == "d" or apostrophe or bare


def _is_year(tokens: list[Token], start: int, text: str) -> bool:
    """Whether a bare figure of four digits is a year: after a preposition, an article or a mark,
    or where nothing that can be counted follows.
    """
    value = tokens[start].value
    before = tokens[start - 1].code if start else "."
    if value % 100 == 0 and before in "_.=<" and _counts(tokens[start], text):
        # "sold 2000 copies"
        return False
    after = tokens[start + 1].code if start + 1 < len(tokens) else "."
    if before in "~;":
        return False
    if not 1500 <= value <= 2199:
        return before == "7" and after != "_" and value >= 1000
    if before in _DATELIKE or before in ",-3/&MmS":
        return True
    return after in ".,)&2-3;" or 1900 <= value <= 2099


def _counts(token: Token, text: str) -> bool:
    """Whether the word after a figure is a noun in the plural."""
    word = text[token.end + 1 : token.end + _LONGEST_WORD].partition(" ")[0].rstrip(".,;:!?")
    plural = word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
    return text[token.end : token.end + 1] == " " and word.islower() and len(word) > 3 and plural


def _vague(run: list[Token], text: str) -> bool:
    """Whether "coming months": units ahead that nobody counts."""
    ahead = any(t.code == "n" for t in run) and not any(t.code == "8" for t in run)
    return ahead and _plural(run[-1], text)


def _recurring(run: list[Token], text: str) -> bool:
    """Whether "Friday mornings", and no one Friday."""
    shape = "".join(t.code for t in run)
    return shape in ("AP", "aP", "0P") and _plural(run[-1], text)


def _coming(run: list[Token], text: str) -> bool:
    """Whether "this coming Friday": the first one from today on, whatever the week."""
    word = text[run[-2].start : run[-2].end].lower() if len(run) > 1 else ""
    return run[-1].code in "Aa" and word in ("coming", "upcoming")


def _idle(run: list[Token], text: str) -> bool:
    """Whether "last minute", "the latest seconds": no length of time, as "the past hour" is."""
    if run[-1].code != "u" or run[-2].code not in "nl":
        return False
    return run[-1].value != 3600 or _plural(run[-1], text)


def _remote(run: list[Token]) -> bool:
    """Whether "135,000 years ago": a distance in time that states no year."""
    unit = run[-2]
    if unit.code != "U" or run[-1].value > 0 or sum(t.code in "Uu4" for t in run) > 1:
        return False
    number = next((float(t.value) for t in run if t.code in "DyYNw"), 0.0)
    return number * _YEARS_IN.get(unit.value, 0) >= _REMOTE


def _plural(token: Token, text: str) -> bool:
    """Whether a unit stands in the plural."""
    word = text[token.start : token.end].lower()
    return len(word) > 3 and word.endswith("s")


def _spoken(run: list[Token], start: int, text: str) -> Reading | None:
    """Nothing for "half past six", which does not say which half of the day; where the word between
    is no "past", the first figure by itself.
    """
    past = next(t for t in run if t.code == "l")
    if text[past.start : past.end].lower() == "past" or run[0].code not in "DyYNw":
        return None
    return Reading("number", start, start + 1)


def _is_to_the_hour(run: list[Token], text: str) -> bool:
    """Whether "at twenty to ten": a time of day, and no range."""
    figures = [t for t in run if t.code in "Dw"]
    if len(figures) != 2 or "2" not in [t.code for t in run]:
        return False
    spelled = figures[0].value in _TO_THE_HOUR and figures[1].value <= 12
    before = text[max(0, run[0].start - _LONGEST_WORD) : run[0].start].rstrip()
    return spelled and before.rpartition(" ")[2].lower() in _AT


def _is_ranked(run: list[Token], text: str, after: str) -> bool:
    """Whether "Friday, the fourth decline": the ordinal counts what follows it."""
    last = run[-1]
    return run[0].code == "A" and last.code == "o" and text[last.start].isalpha() and after in "_U"


def _is_day(token: Token, text: str, after: str) -> bool:
    """Whether "the 19th" is a day: in figures, and with nothing that it could count after it."""
    return text[token.start].isdigit() and after in _AFTER_DAY
