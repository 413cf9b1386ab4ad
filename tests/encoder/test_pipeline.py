"""A signal's questions: asked once for all signals, and said to be skipped where nobody answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from caveat.document import Article, parse
from caveat.encoder import PATIENT, Caller, CallerGone, Classifier
from caveat.errors import Overloaded
from caveat.evidence import Evidence, Finding, Status, finding
from caveat.policy import Policy
from caveat.questions import Answer, Head, Question
from caveat.rules import Rule
from caveat.scorer import Scorer
from caveat.signals import Context, Related, Signal

POLICY = Policy("test.1", weights={}, thresholds={}, hold=0.5)


@dataclass
class Curious:
    """Asks of every sentence whether the page speaks of itself; falls back on silence."""

    name: str = "curious"
    description: str = "Does the page speak of itself?"
    version: str = "1"
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("own",)
    needs_related: bool = False
    rules: Sequence[Rule] = ()
    asks: bool = True
    saw: list[Context] = field(default_factory=list)

    def questions(self, context: Context) -> Sequence[Question]:
        sentences = context.document.sentences if self.asks else ()
        return [Question(Head.SCOPE, context.document.text(s.span)) for s in sentences]

    def find(self, context: Context) -> Finding:
        self.saw.append(context)
        evidence = []
        for sentence in context.document.sentences:
            text = context.document.text(sentence.span)
            answer = context.answers.get(Question(Head.SCOPE, text))
            if answer is not None:
                evidence.append(Evidence(sentence.span, text, "own", "o@1", "It.", answer["own"]))
        return finding(self.name, evidence)


class Stubborn(Classifier):
    """A classifier that raises what it is told to."""

    def __init__(self, classifier: Classifier, error: Exception) -> None:
        self.__dict__.update(classifier.__dict__)
        self._error = error

    def answer(
        self,
        questions: Sequence[Question],  # noqa: ARG002
        caller: Caller = PATIENT,  # noqa: ARG002
    ) -> Mapping[Question, Answer]:
        raise self._error


def _score(
    classifier: Classifier | None, *signals: Signal, language: str = "en", name: str = "a"
) -> list[Finding]:
    scorer = Scorer(signals or [Curious()], POLICY, classifier)
    document = parse(Article(name, "The mayor said so. This is a story.", language=language))
    return list(scorer.score(document, Related()).findings)


def test_a_signal_reads_the_answers_to_what_it_asked(classifier: Classifier) -> None:
    (found,) = _score(classifier)

    assert found.status is Status.FOUND
    assert len(found.evidence) == 2
    assert found.reason == ""


def test_the_same_article_gets_the_same_finding_every_time(classifier: Classifier) -> None:
    assert _score(classifier) == _score(classifier)


def test_every_answer_carries_the_models_version(classifier: Classifier) -> None:
    document = parse(Article("a", "The mayor said so."))

    assert Scorer([], POLICY, classifier).score(document, Related()).versions.model == (
        "tiny-1+float32"
    )
    assert Scorer([], POLICY).score(document, Related()).versions.model == "none"


def test_without_a_classifier_the_finding_says_that_it_was_skipped() -> None:
    (found,) = _score(None)

    assert found.status is Status.CLEAR
    assert found.reason == "the classifier was skipped: none is installed"


def test_in_a_language_that_it_does_not_read_the_finding_says_so(classifier: Classifier) -> None:
    signal = Curious()
    (found,) = _score(classifier, signal, language="fr")

    assert found.reason == "the classifier was skipped: it does not read the language 'fr'"
    assert signal.saw[0].vectors is None


def test_a_signal_that_has_nothing_to_ask_says_nothing_of_the_classifier() -> None:
    (found,) = _score(None, Curious(asks=False))

    assert found.reason == ""


def test_signals_share_answers_and_one_that_cannot_ask_fails_alone(
    classifier: Classifier,
) -> None:
    class Deaf(Curious):
        def questions(self, context: Context) -> Sequence[Question]:
            raise ValueError(f"cannot even ask of {context.document.language}")

    first, second, third = _score(classifier, Curious("x"), Deaf("y"), Curious("z"))

    assert first.evidence == third.evidence
    assert (second.status, second.reason) == (Status.FAILED, "internal error: ValueError")


def test_a_classifier_that_breaks_leaves_the_rules_to_speak(classifier: Classifier) -> None:
    (found,) = _score(Stubborn(classifier, RuntimeError("no luck")))

    assert found.status is Status.CLEAR
    assert found.reason == "the classifier was skipped: internal error: RuntimeError"


@pytest.mark.parametrize("error", [Overloaded("busy"), CallerGone("gone")])
def test_an_article_is_refused_rather_than_scored_otherwise_under_load(
    classifier: Classifier, error: Exception
) -> None:
    with pytest.raises(type(error)):
        _score(Stubborn(classifier, error))
