"""How well the story is sourced, and the sources that name nobody."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import re2

from caveat.document import Document, Sentence
from caveat.evidence import Evidence
from caveat.rules import Hit
from caveat.signals.attribution.patterns import ANONYMOUS, VAGUE
from caveat.signals.attribution.strength import spread

# What makes a sentence attributed: a verb of saying or "according to", in the languages read.
_CUE = (
    r"(?i:(?:^|[^\pL])(?:said|says?|saying|told|tells|according to|stated|states|announced|added"
    r"|adds|explained|explains|claimed|claims|argued|argues|warned|warns|confirmed|insisted|insists"
    r"|denied|denies|reported|reports|wrote|writes|tweeted|testified|acknowledged|admitted|noted"
    r"|notes|estimates|estimated|cited|citing|asked|replied|commented|revealed|suggested|declared"
    r"|predicted|believes|called|survey|study|poll|figures from|data from|statistics from"
    r"|dijo|afirm[oó]|asegur[oó]|señal[oó]|según|declar[oó]|explic[oó]"
    r"|selon|déclaré|affirmé|indiqué|expliqué"
    r"|sagte|sagt|erklärte|laut|zufolge|teilte|berichtet|berichtete"
    r"|disse|detto|secondo|dichiarato|afirmou|segundo|zei|zegt|volgens|aldus|meldt)(?:[^\pL]|$))"
)
# Who says something: what makes a sentence of a story on nameless sources somebody else's.
_SAYS = re2.compile(
    r"(?i:(?:^|[^\pL])(?:said|says?|told|tells|according to|announced|confirmed|stated|added|warned"
    r"|wrote|declared|insisted|denied|explained|dijo|según|declaró|selon|déclaré|affirmé|sagte|sagt"
    r"|laut|zufolge|teilte|disse|detto|secondo|afirmou|segundo|zei|volgens|aldus)(?:[^\pL]|$))"
)
_GOES_ON = re2.compile(
    r"(?i:(?:^|[^\pL])(?:he|she|they|one|another|the others?|the (?:people|person|sources?"
    r"|officials?|aides?|experts|analysts)) (?:also |later |further )?(?:said|says?"
    r"|told|added|adds|confirmed"
    r"|stated|warned|declared|insisted|explained)(?:[^\pL]|$))"
)
_NAME_SAYS = re2.compile(
    r"\p{Lu}[\pL’'-]+ \p{Lu}[\pL’'-]+,? (?:said|says|told|added|warned)(?:[^\pL]|$)"
    r"|(?:said|says|according to) \p{Lu}[\pL’'-]+ \p{Lu}[\pL’'-]+"
)
# Whoever had nothing to say is no source.
_SILENT = re2.compile(
    r"(?i:(?:declined|refused) to comment|not (?:immediately )?(?:respond|reply|return|available)"
    r"|could not be reached|no comment)"
)
_AT_A_BODY = re2.compile(r"^ (?:in|by|from|at|with|of|on) (?:the |an? )?\p{Lu}")
_RUMOUR = re2.compile(
    r"(?i:(?:^|[^\pL])(?:rumou?r(?:s|ed)?|gossip|hoax(?:es)?|conspiracy|fan theor(?:y|ies)|myths?"
    r"|urban legends?|false claims?|fake news|viral (?:posts?|claims?)|speculation)(?:[^\pL]|$))"
)
_HEARSAY = re2.compile(
    r"(?i:rumou?r|speculat|fans|supporters|locals|people|many|some|most|believed|thought|reportedly"
    r"|supposedly)"
)
# With a missing byline (see ``authorship``) this just reaches the policy's threshold.
_ALL_NAMELESS = 0.57
_SEVERAL = 3
_GOOD_PART = 0.2
# The worst kinds of evidence per kind that an editor is shown.
_SHOWN = 5
# From this confidence on a phrase says outright that nobody is to be named ("sources said", "on
# condition of anonymity"): whoever speaks next is somebody else.
_EXPLICIT = 0.75


@dataclass(frozen=True, slots=True)
class Sourcing:
    """How a body is sourced: which of its sentences are attributed, and to somebody named."""

    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    attributed: frozenset[int]
    named: frozenset[int]

    @property
    def share(self) -> float:
        """The share of sentences that are attributed, 0 for an empty body."""
        return len(self.attributed) / len(self.sentences) if self.sentences else 0.0

    def well_sourced(self, besides: AbstractSet[int]) -> bool:
        """Whether named people or bodies speak throughout, ``besides`` these sentences."""
        named = len(self.named - besides)
        return named >= 3 and named >= len(self.sentences) / 6


@dataclass(frozen=True, slots=True)
class Nameless:
    """The worst anonymous and vague source of each sentence that has one, by its index."""

    anonymous: dict[int, Evidence]
    vague: dict[int, Evidence]

    @property
    def sentences(self) -> AbstractSet[int]:
        """The indices of the sentences whose source has no name."""
        return self.anonymous.keys() | self.vague.keys()


@cache
def _cue() -> Any:
    return re2.compile(_CUE)


def read(document: Document) -> Sourcing:
    """The sourcing of a document's body, in one pass."""
    texts = tuple(document.text(s.span) for s in document.body)
    attributed = frozenset(i for i, t in enumerate(texts) if _cue().search(t) is not None)
    named = frozenset(i for i in attributed if _names_somebody(texts[i]))
    return Sourcing(document.body, texts, attributed, named)


def nameless(document: Document, hits: Sequence[Hit], sourcing: Sourcing) -> Nameless:
    """The sources that name nobody.

    Whoever is named in the same sentence or the next speaks for "officials" or "experts": not one
    of these. Nor is the crowd among whom a rumour goes about that the story reports.
    """
    found: dict[str, dict[int, Evidence]] = {ANONYMOUS: {}, VAGUE: {}}
    starts = [s.span.start for s in sourcing.sentences]
    on_rumour = _reports_rumour(document, sourcing)
    for hit in hits:
        if hit.rule.kind not in found or hit.span.field != "text":
            continue
        if hit.rule.language not in ("", document.language):
            continue
        if hit.rule.kind == VAGUE and on_rumour and _is_hearsay(hit, document):
            continue
        i = bisect_right(starts, hit.span.end - 1) - 1
        if i < 0 or not sourcing.sentences[i].span.overlaps(hit.span):
            continue
        if hit.rule.kind == VAGUE and _named_after(document, hit):
            continue
        if hit.rule.name.endswith("officials_said") and _of_a_body(document, hit):
            continue
        explicit = hit.rule.confidence >= _EXPLICIT
        if not explicit and _spoken_for(sourcing, i, hit, document):
            continue
        piece = Evidence(
            hit.span,
            document.text(hit.span),
            hit.rule.kind,
            hit.rule.id,
            hit.rule.why,
            hit.rule.confidence,
        )
        known = found[hit.rule.kind].get(i)
        if known is None or piece.confidence > known.confidence:
            found[hit.rule.kind][i] = piece
    anonymous, vague = found[ANONYMOUS], found[VAGUE]
    for i in anonymous:
        vague.pop(i, None)
    return Nameless(anonymous, vague)


def find(sourcing: Sourcing, nobody: Nameless, *, alone: bool) -> list[Evidence]:
    """Anonymous and vague sources, each kind weighed by its share of the story's sourcing.

    ``alone`` says that no source has a name (see ``all_nameless``): both kinds count together.
    """
    if alone:
        return spread(_worst([*nobody.anonymous.values(), *nobody.vague.values()]), _ALL_NAMELESS)
    total = max(len(sourcing.attributed | nobody.sentences), 3)
    return [
        *_weigh(list(nobody.anonymous.values()), total, 0.7),
        *_weigh(list(nobody.vague.values()), total, 0.6),
    ]


def _weigh(pieces: list[Evidence], total: int, worst: float) -> list[Evidence]:
    """At most five pieces, together as strong as their kind's share of all the sourcing."""
    density = min(1.0, sum(p.confidence for p in pieces) / total)
    return spread(_worst(pieces), worst * density)


def _worst(pieces: list[Evidence]) -> list[Evidence]:
    return sorted(pieces, key=lambda p: (-p.confidence, p.span))[:_SHOWN]


def all_nameless(document: Document, sourcing: Sourcing, nobody: Nameless) -> bool:
    """Whether the story has sources, and every one of them is anonymous or vague.

    One of them says so outright, they carry a good part of the story, and whatever else is said
    is said by "he" or "they", who are the same.
    """
    some = nobody.sentences
    further = {i for i in sourcing.attributed if _GOES_ON.search(sourcing.texts[i]) is not None}
    if len(some | further) < max(_SEVERAL, _GOOD_PART * len(sourcing.sentences)):
        return False
    if not any(p.confidence >= _EXPLICIT for p in nobody.anonymous.values()):
        return False
    if any(
        q.speaker is not None and _person_in(document.text(q.speaker)) for q in document.quotations
    ):
        return False
    for text in (sourcing.texts[i] for i in sourcing.attributed - some - further):
        if _SILENT.search(text) is None and _SAYS.search(text) is not None:
            return False
    return not any(_NAME_SAYS.search(sourcing.texts[i]) for i in some)


def _reports_rumour(document: Document, sourcing: Sourcing) -> bool:
    """Whether the headline or the first two sentences say that the story is about a rumour."""
    headline = document.headline
    top = [document.text(headline.span)] if headline is not None else []
    return any(_RUMOUR.search(text) is not None for text in (*top, *sourcing.texts[:2]))


def _named_after(document: Document, hit: Hit) -> bool:
    """Whether "according to reports" or "analysts" goes on "in the Courier" or "at Mill & Lane"."""
    after = document.article.text[hit.span.end : hit.span.end + 40]
    opening = document.text(hit.span)[:9].casefold()
    return opening == "according" and _AT_A_BODY.search(after) is not None


def _of_a_body(document: Document, hit: Hit) -> bool:
    """Whether "officials" follow the name of a body, which can be asked: "Northwick officials"."""
    if not document.text(hit.span)[:9].casefold().startswith("officials"):
        return False
    before = document.article.text[max(0, hit.span.start - 40) : hit.span.start]
    word = before.rstrip(" ").rpartition(" ")[2]
    return word[:1].isupper() and word[-1:].isalpha() and not word.endswith("day")


def _is_hearsay(hit: Hit, document: Document) -> bool:
    """Whether a vague source is the crowd that a rumour goes about in."""
    return _HEARSAY.search(document.text(hit.span)) is not None


def _spoken_for(sourcing: Sourcing, i: int, hit: Hit, document: Document) -> bool:
    """Whether a named person stands for the source, in its sentence or the next."""
    own = document.text(sourcing.sentences[i].span)
    at = hit.span.end - sourcing.sentences[i].span.start
    after = own[max(0, at) :]
    if _person_in(after[:120]) and _cue().search(after) is not None:
        return True
    following = i + 1
    return following in sourcing.named and _person_in(sourcing.texts[following])


def _names_somebody(text: str) -> bool:
    """Whether a sentence names a person or a body: a capitalised word that does not open it."""
    return any(word.lstrip("“\"'‘(")[:1].isupper() for word in text.split()[1:] if len(word) > 1)


def _person_in(text: str) -> bool:
    """Whether two capitalised words stand side by side, as a person's name does."""
    for left, right in pairwise(text.split()):
        if (
            left[:1].isupper()
            and left[-1:].isalpha()
            and len(left) > 1
            and right[:1].isupper()
            and len(right) > 2
            and right.rstrip("’'s.,;:”\"").isalpha()
        ):
            return True
    return False
