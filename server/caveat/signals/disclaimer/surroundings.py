"""What stands around a hit, and what that makes of it: whose notice, affirmed or denied."""

from __future__ import annotations

from collections.abc import Sequence

from caveat.document import SectionKind
from caveat.evidence import Scope
from caveat.signals.disclaimer.elsewhere import cued, of_another, of_another_headline
from caveat.signals.disclaimer.page import TOP_LINES, Page, Setting
from caveat.signals.disclaimer.patterns import Language, Pattern

# How far back a negation is looked for from the end of a hit: "is not a satirical work".
_NEGATION_REACH = 40
_BY_SOFTWARE = ("ai_generated", "machine_edited", "machine_translated")
_WORDS_BEFORE = 4
_MENU_WORDS = 3


def judge(
    pattern: Pattern, contexts: Sequence[Language], setting: Setting, page: Page
) -> Scope | None:
    """Whose notice a hit is; None when it is none: out of place, or denied.

    ``contexts`` are the languages whose cues count: the pattern's and the document's.
    """
    sentence = f"{setting.before} {setting.hit} {setting.after}".strip()
    if (
        not _in_place(pattern, setting, page)
        or not pattern.written_in(page.text(setting.line))
        or _denied(pattern, contexts, setting)
        or not all(cue.found_in(sentence) for cue in pattern.requires)
        or (pattern.unless is not None and pattern.unless.found_in(sentence))
    ):
        return None
    if _quoted(setting) or _introduced(contexts, setting):
        return Scope.QUOTED
    if not pattern.mention_ok and page.in_list(setting.line):
        return Scope.OTHER
    if not pattern.mention_ok and _mentioned(pattern, contexts, setting):
        return Scope.OTHER
    if not pattern.mention_ok and (
        of_another_headline(contexts, setting, page) or of_another(pattern, contexts, setting, page)
    ):
        return Scope.OTHER
    if _about_an_image(pattern, contexts, setting, page):
        return Scope.IMAGE
    return Scope(pattern.rule.scope)


def _about_an_image(
    pattern: Pattern, contexts: Sequence[Language], setting: Setting, page: Page
) -> bool:
    if pattern.rule.scope != Scope.ARTICLE:
        return False
    if page.section(setting.unit) is SectionKind.PHOTO_CREDIT:
        return True
    return pattern.where != "anywhere" and cued(
        contexts, "image", f"{setting.before} {setting.after}"
    )


def _in_place(pattern: Pattern, setting: Setting, page: Page) -> bool:
    if pattern.at_top and not _near_headline(setting, page):
        return False
    if pattern.where == "foot":
        return page.leads(setting) and not (
            page.told_after(setting.line) and page.told_before(setting.line)
        )
    if pattern.where == "edge":
        return page.at_edge(setting.span) and not page.in_quotation(setting.span)
    if pattern.where == "line":
        return pattern.at_top or not _in_menu(setting, page)
    return pattern.where != "notice" or len(setting.before.split()) <= _WORDS_BEFORE


def _in_menu(setting: Setting, page: Page) -> bool:
    """Whether a short label without any mark stands among other short lines, as in a menu."""
    words = len(setting.hit.split())
    line = page.text(setting.line).strip()
    if words > _MENU_WORDS or not line[:1].isalnum() or not line[-1:].isalnum():
        return False
    above, below = page.neighbours(setting.line)
    return 0 < above < _WORDS_BEFORE or 0 < below < _WORDS_BEFORE


def _near_headline(setting: Setting, page: Page) -> bool:
    """Near the top, and not one of a column of menu entries: a longer line follows."""
    if setting.unit.field != "text":
        return True
    below = page.neighbours(setting.line)[1]
    return page.line_number(setting.unit) < TOP_LINES and below not in range(1, _WORDS_BEFORE)


def _denied(pattern: Pattern, contexts: Sequence[Language], setting: Setting) -> bool:
    if pattern.polarity == "either":
        return False
    # "Not" may stand far from "by artificial intelligence", but only near "satire": "this article,
    # which is not about you, is satire".
    reach = len(setting.hit) if pattern.rule.kind in _BY_SOFTWARE else _NEGATION_REACH
    return cued(contexts, "negation", setting.before[-12:], setting.hit[-reach:]) or cued(
        contexts, "negation_after", f"{setting.hit[-10:]} {setting.after[:20]}"
    )


def _quoted(setting: Setting) -> bool:
    """Whether a mark before the hit is still open and one after it closes it."""
    return setting.before.count('"') % 2 == 1 and '"' in setting.after


def _introduced(contexts: Sequence[Language], setting: Setting) -> bool:
    """Whether the words before end in a colon and say that somebody else is speaking."""
    for lead in (setting.before, setting.above):
        head = lead.rstrip("\"' \n")
        if head.endswith(":"):
            last = head.rsplit("\n", 1)[-1]
            if cued(contexts, "mention", last) or cued(contexts, "before", last):
                return True
    return False


def _mentioned(pattern: Pattern, contexts: Sequence[Language], setting: Setting) -> bool:
    if pattern.topical and (
        cued(contexts, "topic", setting.hit) or cued(contexts, "mention", setting.hit)
    ):
        return True
    return cued(contexts, "before", setting.before) or cued(
        contexts, "mention", f"{setting.before} | {setting.after}"
    )
