"""Whether the story rests on another outlet's report, named or not.

Another outlet's report counts when its words say so: "the Nikkei reported", "according to CNN",
"a media report claimed", "the newspaper said". A person who "told Reuters" something is not
second-hand: somebody named stands for it. A story rests on a report when its headline or first two
sentences do, or three in ten of its sentences; one late aside is ordinary journalism.
"""

from __future__ import annotations

import re2

from caveat.document import Document, outlets
from caveat.document.credit import fold
from caveat.evidence import Evidence
from caveat.signals.attribution.sourcing import Sourcing
from caveat.signals.attribution.strength import spread

_SHOWN = 6
# With a missing byline (see ``authorship``) this just reaches the policy's threshold.
_UNSIGNED = 0.57
# The share of sentences that makes a report the story, and how many of them open it.
_WHOLLY = 0.25
_OPENING = 3
# How far from an outlet's name its verb may stand, in code points.
_REACH = 60
_OUTLET_NOUN = r"(?: newspaper| daily| news agency| news website| website| magazine| broadcaster)?"
_AUX = r"(?:has |had |have |also |first |earlier |later |further )*"
_PASSES_ON = re2.compile(
    rf"^(?:[’']s)?{_OUTLET_NOUN},? {_AUX}(?:reported|reports|claimed|claims|revealed|reveals|wrote"
    r"|writes|alleged|citing|cited|quoted)(?:[^\pL]|$)"
)
_MAY_PASS_ON = re2.compile(
    rf"^(?:[’']s)?{_OUTLET_NOUN},? {_AUX}(?:said|says|added|noted|stated)(?:[^\pL]|$)"
)
_CREDITED = re2.compile(
    r"(?i:(?:(?:^|[^\pL])(?:according to (?:an? |the )?(?:[a-z]+ )?(?:reports? (?:in|by|from) )?"
    r"|as reported (?:by|in) |first reported (?:by|in) |was reported by |quoted by |cited by "
    r"|revealed by )|, reports |, reported |, writes )(?:the )?$)"
)
# "…, said Nikkei Asia in a report": the outlet itself speaks, not one of its people.
_SAID = re2.compile(r"[,”\"’] said (?:the )?$")
_IN_A_REPORT = re2.compile(r"^(?: newspaper| magazine)?(?:,? (?:in|citing|quoting|on) |[.,”\"]|$)")
_UNNAMED = re2.compile(
    r"(?i:(?:^|[^\pL])(?:"
    r"(?:an?|one|the|local|several|some|multiple|various|state|foreign|domestic|other)? ?"
    r"(?:media|news|newspaper|press|tv|television|magazine|tabloid) "
    r"(?:reports?|outlets?) (?:have |has |had |also )*"
    r"(?:said|says?|claimed|claims?|reported|suggested|suggests?|added|stated|revealed)"
    r"|(?:one|another|an?|two|several|some) (?:other )?(?:[a-z]+ )?(?:outlets?|newspapers?|papers?|"
    r"tabloids?|broadcasters?|magazines?|websites?) (?:have |has |had |also )*"
    r"(?:said|says?|claimed|claims?|reported|reports|report|added|stated|revealed)"
    r"|(?:said|says|reported|reports|claimed|claims) (?:one|another|an?) (?:[a-z]+ )?"
    r"(?:outlet|newspaper|paper|tabloid|broadcaster|magazine|website)"
    r"|according to (?:an?|one|another) (?:[a-z-]+ )?(?:daily|newspaper|tabloid|website|broadcaster"
    r"|channel|weekly|news site)"
    r"|according to (?:[a-z]+ )?reports in (?:the )?(?:media|press|[a-z]+)"
    r"|(?:(?:an?|the) )?(?:viral|widely shared|leaked) (?:posts?|videos?|clips?|tweets?|threads?"
    r"|screenshots?)|(?:images|pictures|photos|videos|footage|screenshots?|posts|clips) "
    r"(?:that (?:are|were) )?(?:circulating|shared|doing the rounds|going viral)"
    r"|(?:social media|internet|twitter|x|reddit|facebook|tiktok|weibo|telegram) users "
    r"(?:have |has |had |also |are )*"
    r"(?:said|say|reporting|claiming|sharing|posting|claimed?|reported|shared|posted|alleged?)"
    r"|(?:posts?|screenshots?|rumou?rs|claims) (?:on|circulating on|shared on|seen on|from) "
    r"(?:social media|x|twitter|facebook|reddit|tiktok|telegram|weibo|whatsapp)"
    r"|according to (?:an? )?(?:[a-z]+ )?(?:social media )?(?:posts?|threads?|videos?) "
    r"(?:on|shared|from)"
    r"|according to (?:an? |the |local |several |some |various |multiple |state |foreign "
    r"|[a-z]+ese |[a-z]+an |[a-z]+ish )*"
    r"(?:media(?: reports?| outlets?)?|(?:press|newspaper|news) (?:reports?|outlets?))"
    r"|(?:local|state|foreign|[a-z]+an|[a-z]+ese|[a-z]+ish)(?:-run| state)? media "
    r"(?:have |has |had |also )*(?:said|say|says|reported|report|reports|claimed?)"
    r")(?:[^\pL]|$))"
)
# A paper's poll is its own work and a source like any other.
_POLL = re2.compile(r"^[^.,;]{0,24}(?:poll|survey|tracker|ranking)")
_CHAINED = re2.compile(
    r"(?i:(?:^|[^\pL])(?:the (?:news |media |british |american )?(?:outlet|newspaper|paper|daily"
    r"|magazine|tabloid|broadcaster|publication|website|network|news agency|report|article) "
    r"(?:has |had |also |further )*(?:said|says|reported|reports|added|adds|claimed|claims|noted"
    r"|notes|stated|states|wrote|cited|quoted|alleged|suggested)"
    r"|according to the (?:newspaper|paper|report|outlet|article|publication|magazine|daily)"
    r")(?:[^\pL]|$))"
)
_IT_ADDED = re2.compile(
    r"(?i:^it (?:also |further )*(?:said|added|adds|reported|noted|claimed)(?:[^\pL]|$)"
    r"|, it (?:said|added|reported)[^\pL]*$)"
)
_CUE = re2.compile(
    r"(?i:said|say|report|shar|circulat|viral|leaked|claim|wrote|writes|reveal|quot|cite|citing|added|noted|stated|alleged"
    r"|published|according to)"
)


def find(document: Document, sourcing: Sourcing, *, signed: bool = True) -> list[Evidence]:
    """The sentences that hang on another outlet's report, when the story rests on them.

    An unsigned story that opens on such a report and has no other news counts, together with its
    missing byline, as one to hold: the reader has neither a writer nor a source to go back to.
    """
    own = {fold(document.article.outlet)} - {""}
    strong: set[int] = set()
    hanging: list[int] = []
    for i, text in enumerate(sourcing.texts):
        if _CUE.search(text) is None:
            continue
        level = _level(text, own)
        if level == _SURE:
            strong.add(i)
        follows = bool(hanging) and i - hanging[-1] <= 1
        if strong and (
            level
            or _CHAINED.search(text) is not None
            or (follows and _IT_ADDED.search(text) is not None)
        ):
            hanging.append(i)
    if not strong:
        return []
    share = len(hanging) / len(sourcing.texts)
    headline = document.headline
    leads = min(strong) <= 1 or (
        headline is not None and _report_headline(document.text(headline.span))
    )
    if not (leads or share >= 0.3):
        # One late aside is ordinary journalism; of nobody in particular it is still worth a look.
        hanging = [i for i in hanging if _UNNAMED.search(sourcing.texts[i]) is not None]
        leads, share = False, 0.0
    pieces = [
        Evidence(
            sourcing.sentences[i].span,
            sourcing.texts[i],
            "second_hand",
            "attribution.second_hand@1",
            f"Rests on another outlet's report: {len(hanging)} of the story's "
            f"{len(sourcing.texts)} sentences do.",
            0.85,
        )
        for i in hanging[:_SHOWN]
    ]
    strength = (0.12 if leads else 0.0) + 0.7 * share
    if not signed and leads and len(hanging) > 1 and _is_the_news(sourcing, hanging):
        strength = max(strength, _UNSIGNED + 0.2 * share)
    return spread(pieces, strength)


def _is_the_news(sourcing: Sourcing, hanging: list[int]) -> bool:
    """Whether a story has no news but the report's.

    Either its whole opening is the report's, and what follows is background; or nobody else is
    named who says anything.
    """
    sentences = len(sourcing.texts)
    opening = max(_OPENING, sentences // 4)
    if len(hanging) >= _WHOLLY * sentences and hanging[:opening] == list(range(opening)):
        return True
    return not sourcing.named - set(hanging) and len(hanging) >= _WHOLLY * sentences


_SURE, _MAYBE, _NO = 2, 1, 0


def _level(text: str, own: set[str]) -> int:
    """Whether a sentence passes another outlet's report on: surely, maybe or not."""
    if _UNNAMED.search(text) is not None:
        return _SURE
    level = _NO
    for start, end in outlets.mentions(text):
        if fold(text[start:end]) in own:
            continue
        after = text[end : end + _REACH]
        if _POLL.search(after) is not None:
            continue
        before = text[max(0, start - _REACH) : start]
        if _PASSES_ON.search(after) is not None or _CREDITED.search(before) is not None:
            return _SURE
        if _SAID.search(before) is not None and _IN_A_REPORT.search(after) is not None:
            return _SURE
        if _MAY_PASS_ON.search(after) is not None:
            level = _MAYBE
    return level


_HEADLINES = tuple(
    f"{mark}{word}"
    for mark in "-–—:,"
    for word in (
        "report",
        "reports",
        "reportsclaim",
        "reportssay",
        "reportsays",
        "reportclaims",
        "reportssuggest",
        "mediareports",
        "localmediasay",
    )
)


def _report_headline(text: str) -> bool:
    """Whether a headline ends in ``: report`` or the like."""
    return text.casefold().rstrip(" .").replace(" ", "").endswith(_HEADLINES)
