"""Controlled edits of real articles: what the signal sees of a change that it ought to see.

An ECB+ article against its own copy in which one thing was changed: a number, a month, a name or a
negation (a conflict), or a rounding, a unit's spelling or an order of words (no conflict). The
other articles of the topic take no part, so that only the edit can be claimed. Real reports differ
in far more than one word: this is an upper bound of recall, and a floor for harmless edits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import re2

from caveat.document import Article, parse
from caveat.evaluation import ecbplus, shipped
from caveat.evaluation.metrics import interval
from caveat.signals.base import Related, RelatedArticle
from caveat.signals.conflict import SIGNAL

# Topics kept for measuring: no rule was written while reading their edits.
TOPICS = range(36, 46)
_MONTHS = ("January", "March", "May", "July", "September", "November")

Edit = Callable[[str], str | None]


def table() -> str:
    """The share of edited articles in which the edit is claimed, by edit, with 95% intervals."""
    texts = list(articles())
    lines = [f"controlled edits of {len(texts)} ECB+ articles, topics {TOPICS[0]} to {TOPICS[-1]}"]
    for name, edit in EDITS.items():
        hits = [claimed(text, new) for text in texts if (new := edit(text)) is not None]
        low, high = interval(hits, lambda h: sum(h) / len(h))
        share = sum(hits) / len(hits) if hits else 0.0
        lines.append(f"{name:<24}{len(hits):>5}  claimed {share:.2f} [{low:.2f}, {high:.2f}]")
    return "\n".join(lines)


def articles() -> Iterator[str]:
    """The texts of the topics kept for measuring."""
    return (text for row, text in ecbplus.texts() if row["topic"] in TOPICS)


def claimed(text: str, edited: str) -> bool:
    """Whether the signal claims anything of an article, given its edited copy."""
    own = parse(Article("a", text, language="en"))
    other = parse(Article("b", edited, language="en"))
    related = Related((RelatedArticle(other, 1.0, "edited copy"),))
    evidence = shipped.find(SIGNAL, own, related).evidence
    return any(e.weight and e.counterpart and e.counterpart.article_id == "b" for e in evidence)


def _number(text: str) -> str | None:
    found = re2.search(r" ([2-9]\d) (people|dead|miles|percent|points|passengers|years in)", text)
    return found and text[: found.start(1)] + str(int(found[1]) + 17) + text[found.end(1) :]


def _month(text: str) -> str | None:
    for i, month in enumerate(_MONTHS):
        for before in (f"on {month} ", f"in {month} "):
            if before in text:
                other = _MONTHS[(i + 2) % len(_MONTHS)]
                return text.replace(before, before.replace(month, other), 1)
    return None


def _negation(text: str) -> str | None:
    for old, new in (
        (" was arrested", " was not arrested"),
        (" has confirmed", " has not confirmed"),
        (" was charged", " was not charged"),
        (" was convicted", " was acquitted"),
        (" signed ", " did not sign "),
        (" approved ", " rejected "),
    ):
        if old in text:
            return text.replace(old, new, 1)
    return None


def _name(text: str) -> str | None:
    found = re2.search(r"\. ([A-Z][a-z]{3,8} [A-Z][a-z]{5,9}) (?:was|said|told)", text)
    if not found:
        return None
    name = found[1]
    return text.replace(name, name[:-2] + name[-1] + name[-2])


def _rounded(text: str) -> str | None:
    found = re2.search(r" ([1-9]\d\d) (people|miles|passengers|homes)", text)
    return (
        found and f"{text[: found.start(1)]}about {round(int(found[1]), -1)}{text[found.end(1) :]}"
    )


def _spelt(text: str) -> str | None:
    for old, new in (
        (" percent", " per cent"),
        (" kilometers", " km"),
        (" million", "m"),
        (" two ", " 2 "),
        (" three ", " 3 "),
        (" four ", " 4 "),
    ):
        if old in text:
            return text.replace(old, new, 1)
    return None


def _shuffled(text: str) -> str | None:
    parts = text.split(". ")
    return ". ".join([*parts[1:-1], parts[0], parts[-1]]) if len(parts) > 3 else None


EDITS: dict[str, Edit] = {
    "number": _number,
    "month": _month,
    "name misspelled": _name,
    "negation or opposite": _negation,
    "harmless: rounded": _rounded,
    "harmless: spelt": _spelt,
    "harmless: reordered": _shuffled,
}
