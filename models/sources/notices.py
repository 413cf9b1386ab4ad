"""Notices and their look-alikes, written out from notices.txt; plain sentences beside them.

A family (a line of notices.txt) is what splits go by, so that a held-out notice is worded in a way
that training never saw. Notices come as pages carry them: after a lead-in, in brackets, in
capitals, without their full stop, with a typing error, two at once.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from caveat.encoder.template import HEADS, Head
from models.examples import UNKNOWN, Example, each_of, one_of

_FILE = Path(__file__).with_name("notices.txt")
_MORE = _FILE.with_name("more_notices.txt")
_EACH = 90
_MENTIONS_EACH = 110
_NONE = (0.0,) * len(HEADS[Head.DISCLAIMER].labels)
_UNKNOWN = (UNKNOWN,) * len(HEADS[Head.DISCLAIMER].labels)


@cache
def sections_of(path: Path) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """The lines of each section of such a file and the lines of each slot."""
    sections: dict[str, list[str]] = {}
    slots: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
            lines = []
            (slots if name.startswith("slot ") else sections)[name.removeprefix("slot ")] = lines
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections, slots


def expand(line: str, slots: Mapping[str, Sequence[str]], choose: random.Random) -> str:
    """One wording of a line: each {a|b} decided (from the inside out), each <slot> filled."""
    while (close := line.find("}")) >= 0:
        start = line.rindex("{", 0, close)
        chosen = choose.choice(line[start + 1 : close].split("|"))
        line = line[:start] + chosen + line[close + 1 :]
    for name, words in slots.items():
        while f"<{name}>" in line:
            line = line.replace(f"<{name}>", choose.choice(words), 1)
    return " ".join(line.replace("..", ".").split())


def dressed(text: str, slots: Mapping[str, Sequence[str]], choose: random.Random) -> str:
    """A sentence as a page may carry it."""
    if choose.random() < 0.22:
        text = f"{choose.choice(slots['lead'])} {text}"
    shape = choose.random()
    if shape < 0.06:
        text = f"[{text}]"
    elif shape < 0.12:
        text = f"({text})"
    elif shape < 0.15:
        text = f"* {text}"
    if choose.random() < 0.12:
        text = text.rstrip(".")
    if choose.random() < 0.05:
        at = choose.randrange(1, max(2, len(text) - 2))
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:1].upper() + text[1:]


def _notices(name: str, file: Path) -> Iterator[Example]:
    sections = sections_of(file)[0]
    slots = sections_of(_FILE)[1]
    choose = random.Random(name)  # noqa: S311
    kinds = HEADS[Head.DISCLAIMER].labels
    for kind in kinds:
        for number, line in enumerate(sections[kind]):
            seen = set()
            for _ in range(_EACH):
                text = dressed(expand(line, slots, choose), slots, choose)
                known = {k: k == kind for k in kinds}
                if text in seen:
                    continue
                seen.add(text)
                yield _sentence(name, f"{name.removesuffix('s')}:{kind}:{number}", text,
                                each_of(Head.DISCLAIMER, known), "own")  # fmt: skip


def _doubled() -> Iterator[Example]:
    # Two notices in a sentence are two kinds; a held-out family must not leak in here.
    from models.examples import held_out  # noqa: PLC0415

    sections, slots = sections_of(_FILE)
    choose = random.Random("doubled")  # noqa: S311
    kinds = HEADS[Head.DISCLAIMER].labels
    lines = [
        (kind, line)
        for kind in kinds
        for number, line in enumerate(sections[kind])
        if not held_out(f"notice:{kind}:{number}")
    ]
    for number in range(1_500):
        (one, first), (two, second) = choose.sample(lines, 2)
        text = f"{expand(first, slots, choose)} {expand(second, slots, choose)}"
        known = {k: k in (one, two) for k in kinds}
        yield _sentence("doubled_notices", f"doubled:{number}", text,
                        each_of(Head.DISCLAIMER, known), "own")  # fmt: skip


def _mentions(name: str, file: Path) -> Iterator[Example]:
    sections = sections_of(file)[0]
    slots = sections_of(_FILE)[1]
    choose = random.Random(name)  # noqa: S311
    prefix = name.removesuffix("mentions")
    for form in ("mention", "denial"):
        for number, line in enumerate(sections[form]):
            seen = set()
            for _ in range(_MENTIONS_EACH):
                text = expand(line, slots, choose)
                # A lead-in alone must not make a notice.
                text = dressed(text, slots, choose) if form == "denial" else text
                if choose.random() < 0.06:
                    text = f"{choose.choice(slots['lead'])} {text}"
                if text not in seen:
                    seen.add(text)
                    yield _sentence(name, f"{prefix}{form}:{number}", text, _UNKNOWN, "other")


def _sentence(source: str, group: str, text: str, kinds: tuple[float, ...], scope: str) -> Example:
    return Example(
        source, group, text, "", {Head.SCOPE: one_of(Head.SCOPE, (scope,)), Head.DISCLAIMER: kinds}
    )


def plain(source: str, group: str, text: str) -> Example:
    """A sentence of ordinary copy: no notice of any kind."""
    return _sentence(source, group, text, _NONE, "none")


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {
    "notices": partial(_notices, "notices", _FILE),
    "more_notices": partial(_notices, "more_notices", _MORE),
    "doubled_notices": _doubled,
    "mentions": partial(_mentions, "mentions", _FILE),
    "more_mentions": partial(_mentions, "more_mentions", _MORE),
}
