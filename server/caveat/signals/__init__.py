"""The signals: one question each, discovered, never listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from caveat.signals.base import Asks, Context, Related, RelatedArticle, Signal

__all__ = ["Asks", "Context", "Related", "RelatedArticle", "Signal", "discover"]


def discover() -> tuple[Signal, ...]:
    """Every signal in this package, by name. A module is a signal when it exposes ``SIGNAL``."""
    return tuple(sorted(_signals(), key=lambda s: s.name))


def _signals() -> Iterator[Signal]:
    for info in pkgutil.iter_modules(__path__):
        signal = getattr(importlib.import_module(f"{__name__}.{info.name}"), "SIGNAL", None)
        if signal is not None:
            yield signal
