"""What a rule and its hits are."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import Span


@dataclass(frozen=True, slots=True)
class Rule:
    r"""One pattern of one signal.

    ``pattern`` is RE2 syntax and runs on one line at a time of the folded view (see
    ``caveat.document.folded``): plain lower-case letters without accents, single spaces, straight
    quotation marks, "-" for every dash; ``^`` and ``$`` are the ends of the line. It is folded
    itself before it is compiled, so it may be written with accents and capitals. It matches whole
    words: a letter or digit may not stand right before or after the match. Write ``\pL*`` at an
    edge for any beginning or ending. In languages without spaces (ja, zh, th) no edge is guarded,
    in Korean, where particles follow the word, only the first. If the pattern has a capturing
    group, the hit is what the first group matched, else the whole match.

    ``language`` is an ISO 639-1 code, or "" for every language: a rule runs in documents of its
    language, or in all if it says ``anywhere``. ``match`` and ``no_match`` are examples that must
    and must not fire: they are run by the tests and by ``caveat signals test``.
    """

    signal: str
    name: str
    pattern: str
    kind: str
    why: str
    confidence: float
    version: int = 1
    language: str = ""
    scope: str = "article"
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    anywhere: bool = False

    @property
    def id(self) -> str:
        """The rule's name and version, as evidence carries it."""
        return f"{self.signal}.{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired, and where, in the text as received."""

    rule: Rule
    span: Span
