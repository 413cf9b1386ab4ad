"""One phrase that stands for a source, and what stands around it."""

from __future__ import annotations

import re2

from caveat.document import Attribution, Document, Span
from caveat.signals.attribution import nouns

_POSSESSIVE = frozenset(("his", "her", "their", "its", "my", "our"))
# Who is told in court, or by the police, has a name that the paper may not print.
_TESTIFIES = re2.compile(
    r"^ (?:(?:the|a) )?(?:police|officers|detectives|investigators|court|jury|jurors|judge"
    r"|inquiry|tribunal|hearing|inquest|trial|coroner|committee|commission|him|her|them)(?:[^\pL]|$)"
)
_NAMED = re2.compile(
    r"^,? (?:(?:named|called|identified as|by the name of) )?\p{Lu}[\pL.’'-]* \p{Lu}\pL"
)
# "Ann Poe, a strategist", "Ann Poe and others".
_APPOSED = re2.compile(r"\p{Lu}[\pL.’'-]* \p{Lu}[\pL.’'-]+, $")
_BESIDES = re2.compile(r"\p{Lu}[\pL.’'-]+ (?:and|including) $")


class Phrase:
    """A source and its cue: the words, the noun on which they hang, and what stands around."""

    def __init__(
        self,
        document: Document,
        told: Attribution,
        source: Span,
        words: list[str],
        cue: str,
    ) -> None:
        text = document.article.text
        self.document = document
        self.told = told
        self.span = source
        self.words, self.cue = words, cue
        self.lower = lower = nouns.lower(words)
        self.at = at = nouns.head(lower)
        self.noun = nouns.singular(lower[at])
        self.plural = self.noun != lower[at]
        self.capital = (
            at > 0 and words[at][:1].isupper() and not words[at].startswith(("MP", "MEP"))
        )
        self.after = text[source.end : source.end + 40]
        self.first = lower[0]
        self.counted = at > 0 and self.first in nouns.LISTS["indefinite"]
        self.owned = self.first in _POSSESSIVE or any(
            w.endswith(("'s", "’s", "s'", "s’")) for w in words[:at]
        )
        # In a bare relative clause the speaker is whom the sentence is about.
        self.relative = text[source.end : told.cue.start].strip(" ,").split(" ")[0] in (
            "who",
            "that",
        )

    @property
    def bodied(self) -> bool:
        """Whether its other words may name a body that can be asked: "Northwick officials"."""
        before = self.lower[: self.at]
        return any(w not in nouns.LISTS["vague"] for w in before) or any(
            w[:1].isupper() for w in self.words[self.at + 1 :]
        )


def is_somebody(document: Document, told: Attribution) -> bool:
    """Whether the source is named beside it, speaks in court, or does not report at all."""
    source, cue = told.source, told.cue
    if source is None:
        return True
    text = document.article.text
    word = document.text(cue).lower()
    if (
        word in nouns.LISTS["no report"]
        or _NAMED.search(text[source.end : source.end + 60]) is not None
    ):
        return True
    before = text[max(0, source.start - 40) : source.start]
    opening = text[source.start : source.end].split(" ", 1)[0]
    if _BESIDES.search(before) is not None:
        return True
    if opening in ("a", "an", "one") and _APPOSED.search(before) is not None:
        return True
    follows = text[cue.end : cue.end + 30]
    if word in ("told", "tells") and _TESTIFIES.search(follows.lower()) is not None:
        return True
    if word.endswith("ing") and text[source.end : cue.start].strip(" ,"):
        return True
    if follows.startswith(" by "):
        return True  # "a board member accused by the owner"
    return word in ("believed", "thought") and follows.startswith(" to ")
