"""People whom the text lets speak without naming them, read off its attributions.

The phrase that stands for a source is judged by its noun and by what introduces it: "one backbench
MP", "those close to him" and "two of her aides" are anonymous, "critics" and "many in the village"
nobody in particular, "Northwick officials" belong to a body that can be asked. "Another" and "the
officials" take after an anonymous source shortly before them. The nouns are in nouns.txt; English
only, as the phrases of other languages are read less well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from caveat.document import Attribution, Document, Quotation, Span, gazetteer, grammar
from caveat.signals.attribution import nouns
from caveat.signals.attribution.patterns import ANONYMOUS, VAGUE
from caveat.signals.attribution.phrase import Phrase, is_somebody

# How many sentences on "another" and "the officials" still mean the anonymous ones before.
_REACH = 4
# What is shown of a source with its quotation, in code points.
_LONGEST = 300
_PARTS = 20
_AT_A_BODY = re2.compile(r" (?:at|from|with|of|for) (?:the )?\p{Lu}")


# The plainest verbs of saying, and forms that only a plural subject takes.
_PLAIN = frozenset(
    ["said", "says", "told", "added", "adds", "recalled", "explained", "admitted", "joked", "wrote"]
)
_BASE = frozenset(
    [
        "say",
        "tell",
        "claim",
        "describe",
        "believe",
        "think",
        "argue",
        "warn",
        "suggest",
        "insist",
        "report",
        "add",
    ]
)
_ABSTRACT = ("tion", "ment", "ness", "ity", "ing", "ism", "sis", "ance", "ence", "logue", "bus")
# Endings of nouns for those who do something.
_AGENT = ("ist", "man", "woman", "wife", "ian", "eer", "ister", "icer", "yer", "tor", "ner")


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A source without a name: its span, what kind it is and how surely an editor would say so.

    ``shown`` is what an editor reads: the source with its verb, and what it is quoted with.
    ``light`` says that a person named in the next sentence speaks for them.
    """

    span: Span
    kind: str
    confidence: float
    light: bool = False
    shown: Span | None = None


def find(document: Document, starts: Sequence[int]) -> Iterator[Unnamed]:
    """The unnamed sources of the body's attributions, in text order.

    ``starts`` are the offsets at which the body's sentences start.
    """
    if document.language != "en":
        return
    last = -_REACH - 1
    met: set[str] = set()
    seen: set[Span] = set()
    spoken: dict[Span, list[Quotation]] = {}
    for quotation in document.quotations:
        if quotation.speaker is not None:
            spoken.setdefault(quotation.speaker, []).append(quotation)
    for told in document.attributions:
        source = told.source
        if source is None or source in seen or told.person not in (None, source):
            continue
        seen.add(source)
        here = bisect_right(starts, source.start) - 1
        words = document.text(source).split()
        found = _judged(document, told, words, spoken) or _alone(document, told, words)
        if found is None and words in (["they"], ["They"]) and here - last <= 1 and last >= 0:
            found = Unnamed(source, ANONYMOUS, 0.6)
        if found is None and here - last <= _REACH:
            found = _following(words, told, document.text(told.cue).lower(), met)
        if found is not None:
            yield replace(found, shown=_shown(document, told, source, spoken.get(source, [])))
            if found.kind == ANONYMOUS:
                last = here
                met.update(nouns.singular(w.lower()) for w in words)


def _shown(
    document: Document, told: Attribution, source: Span, quotations: Sequence[Quotation]
) -> Span:
    """The source with its verb and the quotation beside them, where that is short."""
    start, end = min(source.start, told.cue.start), max(source.end, told.cue.end)
    beside = [q.span for q in quotations[:_PARTS] if q.cue == told.cue]
    for quote in beside[:2]:
        first, last = min(start, quote.start - 1), max(end, quote.end + 1)
        if last - first <= _LONGEST and "\n" not in document.article.text[first:last]:
            start, end = first, min(last, len(document.article.text))
    return Span("text", max(0, start), end)


def _judged(
    document: Document, told: Attribution, words: list[str], spoken: Container[Span]
) -> Unnamed | None:
    """Who a source is by its own words; None for a name, a body or a pronoun."""
    source = told.source
    if source is None or not words or is_somebody(document, told):
        return None
    lower = nouns.lower(words)
    cue = document.text(told.cue).lower()
    who = _group(lower) if lower[1:2] == ["of"] else None
    if who is not None:
        return Unnamed(source, ANONYMOUS, who)
    phrase = Phrase(document, told, source, words, cue)
    if phrase.capital or lower[0] in grammar.PRONOUN - nouns.LISTS["quantity"] - grammar.DETERMINER:
        return None
    if lower[0] == "those" or lower[phrase.at] in nouns.LISTS["quantity"]:
        return _quantity(phrase)
    if phrase.noun in nouns.KNOWN:
        return _known(phrase)
    return _unknown(phrase, spoke=source in spoken)


def _quantity(phrase: Phrase) -> Unnamed | None:
    """Whoever is not counted: those close to him, many in the village, some."""
    if phrase.cue not in nouns.LISTS["claims"]:
        return None
    lower, at = phrase.lower, phrase.at
    if phrase.first == "those" or phrase.noun == "person":
        following = lower[at + 1] if at + 1 < len(lower) else phrase.after.split(" ")[1:2][:1]
        word = following if isinstance(following, str) else "".join(following)
        knows = phrase.after.split()[1:2] if word == "who" else []
        said = word in nouns.LISTS["qualified"] - {"who"} or bool(
            knows and knows[0] in nouns.LISTS["knows"]
        )
        there = word in ("in", "at", "on") and bool(
            nouns.LISTS["place of talk"] & set((" ".join(lower) + phrase.after).split())
        )
        if said or there:
            return Unnamed(phrase.span, ANONYMOUS, 0.75)
        if phrase.first == "those" or len(lower) > 1 or word == "who":
            return None
    if at or phrase.relative or phrase.cue in nouns.LISTS["opinion"] - {"believed"}:
        return None
    if phrase.after.split(" ")[0] or phrase.after.split()[:1] == ["importantly"]:
        return None
    between = phrase.document.article.text[phrase.span.end : phrase.told.cue.start]
    if phrase.told.cue.start > phrase.span.end and ("," in between or " would " in between):
        return None
    return Unnamed(phrase.span, VAGUE, 0.55, light=True)


def _known(phrase: Phrase) -> Unnamed | None:
    """A noun of the lists, by what introduces it."""
    noun, plural, first = phrase.noun, phrase.plural, phrase.first
    if noun in nouns.SOURCE and not (noun in nouns.LEARNED and plural and not phrase.counted):
        return Unnamed(phrase.span, ANONYMOUS, 0.7 if first in nouns.DEFINITE else 0.85)
    if first in nouns.DEFINITE or phrase.relative:
        return None
    if (phrase.owned or first in nouns.LISTS["singular"]) and phrase.owned != plural:
        return None
    figures = phrase.lower[phrase.at] in ("figures", "figure")
    if figures and (
        not set(phrase.lower) & nouns.LISTS["of figures"]
        or phrase.told.cue.start < phrase.span.start
    ):
        return None
    if not plural and phrase.cue in _BASE:
        return None
    if (
        plural
        and noun in nouns.LEARNED | nouns.STREET
        and first not in ("two", "three", "four", "both")
    ):
        return _crowd(phrase)
    if phrase.counted:
        at_a_body = _AT_A_BODY.search(" ".join(phrase.words)) is not None
        if noun in nouns.INSIDE:
            return Unnamed(phrase.span, ANONYMOUS, 0.75)
        if noun in nouns.LEARNED:
            return None if at_a_body else Unnamed(phrase.span, ANONYMOUS, 0.6)
        told = phrase.document.article.text[phrase.told.cue.end : phrase.told.cue.end + 4]
        generic = phrase.cue == "tells" and told not in (" us ", " me ")
        return None if generic else Unnamed(phrase.span, ANONYMOUS, 0.5)
    if plural and noun in nouns.BARE and not phrase.bodied:
        return Unnamed(phrase.span, ANONYMOUS, 0.55, light=True)
    return None


def _unknown(phrase: Phrase, *, spoke: bool) -> Unnamed | None:
    """A noun of no list that speaks as a person does: "said a midwife"."""
    if phrase.first not in nouns.LISTS["singular"] or phrase.relative or phrase.cue not in _PLAIN:
        return None
    noun = phrase.noun
    thing = noun in gazetteer.BODY or noun in grammar.WORK or noun in nouns.LISTS["thing"]
    if not phrase.at or not noun.isalpha() or thing or noun.startswith("spokes"):
        return None
    if noun.endswith(_ABSTRACT) or _AT_A_BODY.search(" ".join(phrase.words)) is not None:
        return None
    return Unnamed(phrase.span, ANONYMOUS, 0.5) if spoke or noun.endswith(_AGENT) else None


def _crowd(phrase: Phrase) -> Unnamed | None:
    """Several of a kind: "critics", "many analysts", "his supporters"."""
    if phrase.cue not in nouns.LISTS["claims"] or phrase.cue in ("call", "called", "describe"):
        return None
    if phrase.noun not in nouns.LEARNED and phrase.cue in nouns.LISTS["opinion"]:
        return None
    words = phrase.document.article.text[phrase.span.start : phrase.span.end + 30]
    if _AT_A_BODY.search(words) is not None:
        return None
    return Unnamed(phrase.span, VAGUE, 0.55, light=True)


def _alone(document: Document, told: Attribution, words: list[str]) -> Unnamed | None:
    """A bare "one" or "another" that speaks or posts: “Sack the board,” wrote one."""
    source, cue = told.source, told.cue
    if source is None or [w.lower() for w in words] not in (["one"], ["another"], ["someone"]):
        return None
    text = document.article.text
    word = document.text(cue).lower()
    after = text[source.end : source.end + 5]
    inverted = (
        cue.start < source.start
        and text[max(0, cue.start - 4) : cue.start].rstrip(" ")[-1:] in "”\"’'"
    )
    posts = (
        word in ("wrote", "posted", "tweeted", "commented", "joked") and source.start < cue.start
    )
    ends = after[:1] in ("", ".", ",", ";", ":", "\n") or after == " who "
    if (inverted and word in _PLAIN and ends) or posts:
        return Unnamed(source, ANONYMOUS, 0.5)
    return None


def _following(words: list[str], told: Attribution, cue: str, met: set[str]) -> Unnamed | None:
    """Whoever takes after an anonymous source: another, the officials."""
    if told.source is None:
        return None
    lower = [w.strip(",.").lower() for w in words]
    if lower[0] == "the" and len(lower) > 1:
        other = lower[1] in ("other", "others", "second", "third", "pair")
        noun = nouns.singular(lower[-1])
        same = len(lower) <= 3 and noun in met and noun in nouns.KNOWN
        return Unnamed(told.source, ANONYMOUS, 0.65) if other or same else None
    alone = lower[0] in nouns.LISTS["following"] and (len(lower) == 1 or lower[1] in ("of", "said"))
    if lower[0] in ("others", "one") and told.cue.start < told.source.start:
        return None
    if lower[0] == "one" and cue in _BASE:
        return None  # "according to one report"
    alone = alone or lower in (["a", "second"], ["a", "third"], ["a", "fourth"])
    return Unnamed(told.source, ANONYMOUS, 0.65) if alone else None


def _group(lower: list[str]) -> float | None:
    """How sure "one of the officials" and "two of her aides" are; None when they are no people."""
    if lower[0] not in nouns.LISTS["indefinite"] | {"most"}:
        return None
    if lower[2:] in (["them"], ["those"], ["these"]):
        return 0.5
    for word in lower[2:8]:
        noun = nouns.singular(word)
        if noun == word:
            continue
        if noun in nouns.SOURCE | nouns.INSIDE:
            return 0.75
        if noun in nouns.KNOWN:
            return 0.5
    return None
