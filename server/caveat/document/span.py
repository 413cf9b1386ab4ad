"""The one way this project points at text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in one field of an article *as received*.

    ``field`` is ``"text"``, ``"title"``, ``"bio"`` or ``"authors[N]"``. Offsets never refer to a
    normalised copy. Raises ValueError when ``0 <= start <= end`` does not hold.
    """

    field: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not a half-open range")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span, in the same field."""
        return self.field == other.field and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point of the same field."""
        return self.field == other.field and self.start < other.end and other.start < self.end

    def within(self, start: int, end: int) -> Span:
        """The sub-span at offsets relative to this span's start (code points)."""
        return Span(self.field, self.start + start, self.start + end)
