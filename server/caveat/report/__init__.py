"""What an editor sees: the findings and the text with its evidence marked."""

from caveat.report.facts import Fact, facts
from caveat.report.html import page
from caveat.report.marks import Mark, Paragraph, Segment, lines, paragraphs, segments, visible
from caveat.report.scored import Scored
from caveat.report.terminal import show

__all__ = [
    "Fact",
    "Mark",
    "Paragraph",
    "Scored",
    "Segment",
    "facts",
    "lines",
    "page",
    "paragraphs",
    "segments",
    "show",
    "visible",
]
