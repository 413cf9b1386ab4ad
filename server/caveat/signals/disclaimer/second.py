"""The second opinion: sentences that no rule is sure of, put to the classifier.

Where a page speaks of itself, of its makers or its readers (``speaks``), in its first or last few
sentences and in nobody's quotation, a common word is a hint (``[hints]`` of the data files). Each
alone is nothing: the classifier has to find both that the notice is the page's own and that it is
of the kind hinted at. Alone it would be wrong about one ordinary page in ten. Without a classifier
a hint is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caveat.document import Document, Span
from caveat.document.folded import fold_text
from caveat.questions import Answers, Head, Question
from caveat.rules import Rule
from caveat.signals.disclaimer.elsewhere import cued
from caveat.signals.disclaimer.page import Page
from caveat.signals.disclaimer.patterns import Hint, Language

# The least that it is the page's own, and that it is that and of the kind: chosen on
# article_extraction_andy and bbc_news, which are left with next to none.
_OWN = 0.3
_BOTH = 0.3
# More sentences than this are not asked about: bounds what one article costs.
_MOST = 8
# A notice is a sentence or two; what is longer, in code points, is a page without punctuation.
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence and the kinds that its words hint at."""

    span: Span
    text: str
    hints: tuple[Hint, ...]

    @property
    def questions(self) -> tuple[Question, Question]:
        """What is asked of it: whose notice it is, and of what kind."""
        return Question(Head.SCOPE, self.text), Question(Head.DISCLAIMER, self.text)

    def agreed(self, answers: Answers) -> tuple[Rule, ...]:
        """The rules of the kinds that the classifier finds too; none when nobody answered."""
        whose, what = map(answers.get, self.questions)
        if whose is None or what is None or whose["own"] < _OWN:
            return ()
        own = whose["own"]
        return tuple(h.rule for h in self.hints if own * what[h.rule.kind] >= _BOTH)


def proposals(
    document: Document, page: Page, languages: Sequence[Language], settled: Sequence[Span]
) -> list[Proposal]:
    """The sentences worth asking about, in text order: none that a rule had a word on already."""
    found: list[Proposal] = []
    for span in page.edges("text"):
        text = document.text(span).strip()
        if not text or len(text) > _LONGEST or any(span.overlaps(other) for other in settled):
            continue
        told = _unquoted(fold_text(text))
        if not cued(languages, "speaks", told) or page.in_quotation(span):
            continue
        if cued(languages, "mention", told) or cued(languages, "before", told):
            continue
        if hints := tuple(_hints(languages, told)):
            found.append(Proposal(span, text, hints))
    return found[-_MOST:]


def _hints(languages: Sequence[Language], sentence: str) -> Iterator[Hint]:
    for language in languages:
        yield from (hint for hint in language.hints if hint.cue.found_in(sentence))


def _unquoted(sentence: str) -> str:
    """A folded sentence without what stands between quotation marks."""
    return " ".join(sentence.split('"')[::2])
