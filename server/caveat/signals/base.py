"""What a signal is: one question asked of an article, answered without I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from caveat.document import Document
from caveat.evidence import Finding
from caveat.questions import Answers, Question, Vectors
from caveat.rules import Hit, Rule


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """Another article that may tell of the same event, read, with the reason it was found.

    ``same_event`` is a probability; ``copy_group`` is equal for articles that are copies of one
    wire report (and so count as one source), and "" when it stands alone; ``copy`` says that it
    is a near-duplicate of the article being scored.
    """

    document: Document
    same_event: float
    why: str
    copy_group: str = ""
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """What the store had to offer. ``unavailable`` says why nobody looked, "" when somebody did.

    ``copy_group`` is the group of the article being scored itself, "" when it stands alone.
    """

    articles: tuple[RelatedArticle, ...] = ()
    unavailable: str = ""
    copy_group: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """All that a signal may look at for one article.

    ``hits`` are the hits of this signal's own rules, in text order. ``answers`` are those to the
    signal's own questions. ``vectors`` is None where no classifier is installed or where it does
    not read the article's language.
    """

    document: Document
    hits: tuple[Hit, ...] = ()
    related: Related = field(default_factory=Related)
    answers: Answers = field(default_factory=Answers)
    vectors: Vectors | None = None


class Signal(Protocol):
    """A signal. Implementations are pure: same context, same finding, no I/O, no clock.

    A module of ``caveat.signals`` that exposes ``SIGNAL`` is discovered; nothing else has to be
    edited to add one. ``kinds`` are the kinds of evidence it can give; ``languages`` is empty when
    it does not depend on the language.
    """

    name: str
    description: str
    version: str
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    needs_related: bool

    @property
    def rules(self) -> Sequence[Rule]:
        """The signal's patterns; may be read from its data files when first asked for."""
        ...

    def find(self, context: Context) -> Finding:
        """The finding for one article. May raise: the scorer turns an exception into FAILED."""
        ...


@runtime_checkable
class Asks(Protocol):
    """A signal that also asks the classifier. Cheap first: it asks only what rules and static
    vectors leave in doubt, and it must know what to say when nobody answers.
    """

    def questions(self, context: Context) -> Sequence[Question]:
        """What the classifier should answer before ``find``; pure, and ``context`` is without
        answers. May raise, as ``find`` may.
        """
        ...
