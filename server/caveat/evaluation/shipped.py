"""A signal as it ships: with its rules, and with the classifier that CAVEAT_MODEL names."""

from __future__ import annotations

from functools import cache

from caveat import config, policy
from caveat.document import Document
from caveat.encoder import Classifier, open_classifier
from caveat.evidence import Finding
from caveat.scorer import Scorer
from caveat.signals import Related, Signal
from caveat.signals.conflict.wordspace import WordVectors

_ALONE = Related()


@cache
def classifier() -> Classifier | None:
    """The classifier of this process's settings, loaded once; None where there is none."""
    settings = config.load()
    return open_classifier(settings.model, settings.model_runtime, settings.model_threads)


@cache
def words() -> WordVectors | None:
    """The static vectors of that classifier, by word; None where there is none."""
    loaded = classifier()
    return None if loaded is None else WordVectors(loaded.vectors)


def find(signal: Signal, document: Document, related: Related = _ALONE) -> Finding:
    """A signal's finding for one document, its questions answered."""
    return _scorer(signal.name, signal).score(document, related).findings[0]


_scorers: dict[str, tuple[Signal, Scorer]] = {}


def _scorer(name: str, signal: Signal) -> Scorer:
    known = _scorers.get(name)
    if known is None or known[0] is not signal:
        known = _scorers[name] = signal, Scorer([signal], policy.load(), classifier())
    return known[1]
