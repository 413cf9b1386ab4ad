"""What an editor sees: the findings and the text with its evidence marked."""

from caveat.report.html import page
from caveat.report.marks import Mark, Segment, paragraphs, segments
from caveat.report.scored import Scored
from caveat.report.terminal import show

__all__ = ["Mark", "Scored", "Segment", "page", "paragraphs", "segments", "show"]
