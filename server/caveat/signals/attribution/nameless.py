"""The sources that name nobody: by the phrases that say so, and by the text's attributions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import re2

from caveat.document import Document, Span, gazetteer
from caveat.evidence import Evidence
from caveat.rules import Hit
from caveat.signals.attribution import unnamed
from caveat.signals.attribution.patterns import ANONYMOUS, VAGUE, WHY
from caveat.signals.attribution.sourcing import SILENT, Sourcing, cue, has_person
from caveat.signals.attribution.strength import spread

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
# Somebody stands for an allegation: the police, a court, an accuser.
_AUTHORITY = re2.compile(
    r"(?i:(?:^|[^\pL])(?:police|court|jury|judge|prosecut|charge|indict|lawsuit|suing|sued|complaint"
    r"|trial|inquest|tribunal|arrest|detective|investigat|inquiry|hearing|magistrate|convict|plead"
    r"|filing|affidavit|officers|ministry|commission|regulator|accuser))"
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
_SEVERAL = 3
_GOOD_PART = 0.2
# The worst kinds of evidence per kind that an editor is shown.
_SHOWN = 12
# A smaller share of nameless sources than this is an aside in well-sourced copy.
_ASIDE = 0.2
# Of one sentence as many are looked at; nearer to each other than this (code points) they are one.
_PIECES = 8
_BESIDE = 40
# From this confidence on a phrase says outright that nobody is to be named ("sources said", "on
# condition of anonymity"): whoever speaks next is somebody else.
_EXPLICIT = 0.75


# Where a capital is a name's: not in German, and English is read by its attributions.
_NAMES_APART = frozenset(("es", "fr", "it", "pt", "nl"))


@dataclass(frozen=True, slots=True)
class Nameless:
    """The anonymous and vague sources of each sentence that has any, the worst first, by its
    index.
    """

    anonymous: dict[int, list[Evidence]]
    vague: dict[int, list[Evidence]]

    @property
    def sentences(self) -> AbstractSet[int]:
        """The indices of the sentences whose source has no name."""
        return self.anonymous.keys() | self.vague.keys()


def find(document: Document, hits: Sequence[Hit], sourcing: Sourcing) -> Nameless:
    """The sources that name nobody, by phrase and by the text's attributions.

    Whoever is named in the same sentence or the next speaks for "officials" or "experts": not one
    of these. Nor is the crowd among whom a rumour goes about that the story reports, nor what
    somebody quoted says of others.
    """
    found: dict[str, dict[int, list[Evidence]]] = {ANONYMOUS: {}, VAGUE: {}}
    starts = [s.span.start for s in sourcing.sentences]
    on_rumour = _reports_rumour(document, sourcing)
    for piece, at, light in (
        *_phrases(document, hits, sourcing, starts),
        *_people(document, starts),
    ):
        i = bisect_right(starts, at) - 1
        if i < 0 or not sourcing.sentences[i].span.overlaps(piece.span):
            continue
        if piece.kind == VAGUE and on_rumour and _HEARSAY.search(piece.text) is not None:
            continue
        if light and _spoken_for(sourcing, i, piece.span, document):
            continue
        found[piece.kind].setdefault(i, []).append(piece)
    for pieces in (*found[ANONYMOUS].values(), *found[VAGUE].values()):
        pieces[:] = _apart(pieces)
    return Nameless(found[ANONYMOUS], found[VAGUE])


def _apart(pieces: list[Evidence]) -> list[Evidence]:
    """The surest first, without those beside a surer one: they tell of the same source."""
    kept: list[Evidence] = []
    for piece in sorted(pieces, key=lambda p: (-p.confidence, p.span))[:_PIECES]:
        near = (max(piece.span.start, k.span.start) - min(piece.span.end, k.span.end) for k in kept)
        if all(gap > _BESIDE for gap in near):
            kept.append(piece)
    return kept


def _phrases(
    document: Document, hits: Sequence[Hit], sourcing: Sourcing, starts: Sequence[int]
) -> Iterator[tuple[Evidence, int, bool]]:
    """The phrases that say of themselves that nobody is named, where, and whether a name that
    follows may answer for them.
    """
    quoted = [q.span for q in document.quotations if q.speaker is not None]
    begins = [q.start for q in quoted]
    for hit in hits:
        rule = hit.rule
        if rule.kind not in (ANONYMOUS, VAGUE) or hit.span.field != "text":
            continue
        if rule.language not in ("", document.language):
            continue
        if rule.kind == VAGUE and _named_after(document, hit):
            continue
        inside = bisect_right(begins, hit.span.start) - 1
        if inside >= 0 and quoted[inside].contains(hit.span):
            continue
        if rule.name.endswith("allegedly") and _stands_for(hit, sourcing, starts):
            continue
        text = document.text(hit.span)
        if rule.language in _NAMES_APART and has_person(text):
            continue  # "un dirigente, Mario Rossi, ha detto" without its commas
        piece = Evidence(hit.span, text, rule.kind, rule.id, rule.why, rule.confidence)
        yield piece, hit.span.end - 1, rule.confidence < _EXPLICIT


def _people(document: Document, starts: Sequence[int]) -> Iterator[tuple[Evidence, int, bool]]:
    """The people whom the text's attributions leave without a name, with what they say."""
    for source in unnamed.find(document, starts):
        shown = source.shown or source.span
        piece = Evidence(
            shown,
            document.text(shown),
            source.kind,
            f"attribution.{source.kind}@1",
            WHY[source.kind],
            source.confidence,
        )
        yield piece, source.span.start, source.light


def weigh(sourcing: Sourcing, nobody: Nameless) -> list[Evidence]:
    """Anonymous and vague sources, each kind weighed by its share of the story's sourcing."""
    total = max(len(sourcing.attributed | nobody.sentences), 3)
    # One among many named people and bodies is how careful papers write.
    some = len(nobody.sentences)
    one = sourcing.well_sourced(besides=nobody.sentences) and (some == 1 or some < _ASIDE * total)
    return [
        *_weigh(nobody.anonymous, total, 0.0 if one else 0.7),
        # A sentence on an anonymous source counts once, whatever crowd it also calls up.
        *_weigh(nobody.vague, total, 0.0 if one else 0.6, nobody.anonymous.keys()),
    ]


def _weigh(
    found: Mapping[int, list[Evidence]],
    total: int,
    worst: float,
    counted: AbstractSet[int] = frozenset(),
) -> list[Evidence]:
    """At most twelve pieces, together as strong as their kind's share of all the sourcing."""
    sure = sum(pieces[0].confidence for i, pieces in found.items() if i not in counted)
    return spread(_worst(found.values()), worst * min(1.0, sure / total))


def _worst(found: Iterable[list[Evidence]]) -> list[Evidence]:
    """The surest of every sentence first, then what else those sentences hold."""
    ranked = sorted(
        ((rank, piece) for pieces in found for rank, piece in enumerate(pieces)),
        key=lambda entry: (entry[0] > 0, -entry[1].confidence, entry[1].span),
    )
    return [piece for _, piece in ranked[:_SHOWN]]


def all_nameless(document: Document, sourcing: Sourcing, nobody: Nameless) -> bool:
    """Whether the story has sources, and every one of them is anonymous or vague.

    One of them says so outright, they carry a good part of the story, and whatever else is said
    is said by "he" or "they", who are the same.
    """
    some = nobody.sentences
    further = {i for i in sourcing.attributed if _GOES_ON.search(sourcing.texts[i]) is not None}
    if len(some | further) < max(_SEVERAL, _GOOD_PART * len(sourcing.sentences)):
        return False
    if not any(pieces[0].confidence >= _EXPLICIT for pieces in nobody.anonymous.values()):
        return False
    if any(
        q.speaker is not None and has_person(document.text(q.speaker)) for q in document.quotations
    ):
        return False
    for text in (sourcing.texts[i] for i in sourcing.attributed - some - further):
        if SILENT.search(text) is None and _SAYS.search(text) is not None:
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
    if opening != "according" or _AT_A_BODY.search(after) is None:
        return False
    name = after.split(" ", 2)[2].removeprefix("the ")
    return name.split(",")[0].split(".")[0].split(" ")[0] not in gazetteer.PLACE


def _stands_for(hit: Hit, sourcing: Sourcing, starts: Sequence[int]) -> bool:
    """Whether a court, the police or an accuser stands for an allegation, here or next to it."""
    i = bisect_right(starts, hit.span.start) - 1
    near = sourcing.texts[max(0, i - 1) : i + 2]
    return any(_AUTHORITY.search(text) is not None for text in near)


def _spoken_for(sourcing: Sourcing, i: int, span: Span, document: Document) -> bool:
    """Whether a named person stands for the source, in its sentence or the next."""
    own = document.text(sourcing.sentences[i].span)
    at = span.end - sourcing.sentences[i].span.start
    after = own[max(0, at) :]
    if has_person(after[:120]) and cue().search(after) is not None:
        return True
    following = i + 1
    return following in sourcing.named and has_person(sourcing.texts[following])
