"""The classifier as the pipeline sees it: questions in, calibrated answers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caveat.encoder import artefact, calibration, vectors
from caveat.encoder.artefact import CALIBRATION, TOKENIZER, VECTORS, Artefact
from caveat.encoder.backends import Backend, choose, start
from caveat.encoder.backends.choice import AUTO, Choice
from caveat.encoder.batcher import Batcher
from caveat.encoder.caller import PATIENT, Caller
from caveat.encoder.template import Inputs, assemble, load_tokenizer
from caveat.errors import UnreadableInput
from caveat.questions import Answer, Question, Vectors


class Classifier:
    """One published encoder, loaded once. Safe to share between threads; close it at the end.

    ``version`` names the weights and the arithmetic; ``languages`` are those it was measured on.
    """

    def __init__(self, published: Artefact, backend: Backend, *, lanes: int, version: str) -> None:
        """Raises UnreadableInput when a file of the artefact cannot be used."""
        self.version = version
        self.languages = published.languages
        self.runtime = backend.name
        scalings = calibration.load(published.path(CALIBRATION))
        try:
            self._tokenizer = load_tokenizer(published.path(TOKENIZER))
        except Exception as error:  # tokenizers raises bare Exception
            raise UnreadableInput(f"{published.path(TOKENIZER)}: not a tokenizer") from error
        self.vectors: Vectors = vectors.load(
            published.path(VECTORS), self._tokenizer, scalings[calibration.STATIC_TOPIC]
        )
        self._scalings = scalings
        self._batcher = Batcher(backend, lanes=lanes)
        self._backend = backend

    def answer(
        self, questions: Sequence[Question], caller: Caller = PATIENT
    ) -> Mapping[Question, Answer]:
        """Every question's answer. Questions over one input cost one run, whatever they ask.

        Raises Overloaded, and CallerGone when nobody waits any more.
        """
        wanted = list(dict.fromkeys(questions))
        inputs = assemble(self._tokenizer, wanted)
        distinct = list(dict.fromkeys(inputs))
        logits = dict(zip(distinct, self._batcher.ask(distinct, caller), strict=True))
        return {
            question: self._scalings[question.head].answer(logits[one][question.head])
            for question, one in zip(wanted, inputs, strict=True)
        }

    def inputs(self, questions: Sequence[Question]) -> list[Inputs]:
        """What the encoder would read, for whoever counts tokens."""
        return assemble(self._tokenizer, questions)

    def close(self) -> None:
        """End its threads; no question is answered after this."""
        self._batcher.close()
        self._backend.close()


def open_classifier(model: str = "", runtime: str = AUTO, lanes: int = 1) -> Classifier | None:
    """The classifier that a setting names, None for "none" or when none is shipped.

    Raises UnreadableInput naming what is missing or damaged, and the way out.
    """
    folder = artefact.find(model)
    if folder is None:
        return None
    published = artefact.load(folder)
    choice = choose(published, runtime)
    return Classifier(
        published, start(published, choice), lanes=lanes, version=_version(published, choice)
    )


def model_version(model: str = "", runtime: str = AUTO) -> str:
    """What ``open_classifier`` would say in ``versions.model``, without loading weights."""
    folder = artefact.find(model)
    if folder is None:
        return artefact.NONE
    published = artefact.load(folder)
    return _version(published, choose(published, runtime))


def _version(published: Artefact, choice: Choice) -> str:
    """Answers of two arithmetics differ in their digits, and so their versions differ too."""
    return f"{published.version}+{choice.arithmetic}"
