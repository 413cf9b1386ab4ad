"""Sentences with a named source, an unnamed one, a vague one or none, written from sourced.txt."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from caveat.encoder.template import Head
from models.examples import Example, each_of
from models.sources.notices import expand, sections_of

_FILE = Path(__file__).with_name("sourced.txt")
_EACH = 120
_LABELS = {
    "named": {"attributed": True, "anonymous": False, "vague": False},
    "anonymous": {"attributed": True, "anonymous": True, "vague": False},
    "vague": {"attributed": False, "anonymous": False, "vague": True},
    "bare": {"attributed": False, "anonymous": False, "vague": False},
}


def _sourced() -> Iterator[Example]:
    sections, slots = sections_of(_FILE)
    choose = random.Random("sourced")  # noqa: S311
    for name, known in _LABELS.items():
        for number, line in enumerate(sections[name]):
            seen = set()
            for _ in range(_EACH):
                text = expand(line, slots, choose)
                text = text[0].upper() + text[1:]
                if text not in seen:
                    seen.add(text)
                    target = {Head.CLAIM: each_of(Head.CLAIM, known)}
                    yield Example("sourced", f"sourced:{name}:{number}", text, "", target)


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {"sourced": _sourced}
