"""Whether a notice's words are about another page: a headline in a list, or what others spread."""

from __future__ import annotations

from collections.abc import Sequence

from caveat.document import SectionKind
from caveat.evidence import Scope
from caveat.signals.disclaimer.page import Page, Setting
from caveat.signals.disclaimer.patterns import Language, Pattern

# A headline has so many words at least; a button or a menu entry has fewer.
_HEADLINE = 4
# What a sentence or a bracket ends with; a headline may ask, and ends with nothing else.
_ENDS = (".", "!", ")", "]", '"', ":", "*")
# How far after the notice it may be said whose words it is: "..., says minister".
_SAID_WITHIN = 40
# How much of the paragraph above "this report" may point back at, in code points.
_LOOKED_BACK = 200


def cued(contexts: Sequence[Language], key: str, *texts: str) -> bool:
    """Whether a cue of any of the languages stands in any of the folded texts."""
    cues = [c.context[key] for c in contexts if key in c.context]
    return any(cue.found_in(text) for cue in cues for text in texts)


def of_another_headline(contexts: Sequence[Language], setting: Setting, page: Page) -> bool:
    """Whether the words are a headline: "This story is satire: how we were fooled"."""
    if cued(contexts, "after", setting.after[:_SAID_WITHIN]):
        return True
    line = page.text(setting.line).strip()
    if line.endswith(_ENDS) or len(line.split()) > 30:
        return False
    above, below = page.around(setting.line)
    if above.endswith(_ENDS) or below.endswith(_ENDS):
        return False
    long = [len(neighbour.split()) >= _HEADLINE for neighbour in (above, below)]
    if len(setting.after.split()) >= 2:  # it goes on, as headlines do
        return any(long)
    return all(long) and page.section(setting.line) is SectionKind.BOILERPLATE


def of_another(
    pattern: Pattern, contexts: Sequence[Language], setting: Setting, page: Page
) -> bool:
    """Whether "this report", inside the story, points back at what others posted or claimed."""
    at_foot = pattern.where == "foot" and pattern.rule.scope == Scope.ARTICLE
    points = pattern.topical or pattern.where == "edge"
    if not at_foot and not (points and page.section(setting.unit) is SectionKind.BODY):
        return False
    sentence = f"{setting.before} {setting.hit} {setting.after}"
    if cued(contexts, "own", sentence):
        return False
    if before := page.before(setting.unit):
        return cued(contexts, "elsewhere", before)
    inside = page.told_before(setting.line) and page.told_after(setting.line)
    above = page.around(setting.line)[0][-_LOOKED_BACK:]
    return (inside or at_foot) and cued(contexts, "elsewhere", above)
