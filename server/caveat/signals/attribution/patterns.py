"""The phrases that name a source without naming anybody, and the claims a copy editor would query.

One TOML file a language in ``patterns/``: ``language``; ``[words]``, fragments used in patterns as
``{name}``; any number of ``[[phrase]]`` tables with ``kind``, ``name``, ``pattern`` (RE2, on the
folded view: plain lower-case letters), ``confidence``, ``match`` and ``no_match``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import re2

from caveat.rules import Rule

NAME = "attribution"
ANONYMOUS, VAGUE, CLAIM = "anonymous_source", "vague_source", "unsourced_claim"
WHY = {
    ANONYMOUS: "A source that the reader cannot check: nobody is named.",
    VAGUE: "It does not say who reports, says or believes this.",
}
_MACRO = re2.compile(r"\{([a-z_]+)\}")


@cache
def shipped() -> tuple[Rule, ...]:
    """Every rule of every language file, in the order of the files' names."""
    folder = files(__package__).joinpath("patterns")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(
        rule
        for name in names
        for rule in _rules(tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")))
    )


def _rules(data: dict[str, Any]) -> list[Rule]:
    words: dict[str, str] = {}
    for name, fragment in data.get("words", {}).items():
        words[name] = _expanded(fragment, words)
    return [
        Rule(
            signal=NAME,
            name=f"{data['language']}.{phrase['name']}",
            pattern=_expanded(phrase["pattern"], words),
            kind=phrase["kind"],
            why=phrase.get("why") or WHY[phrase["kind"]],
            confidence=phrase["confidence"],
            version=phrase.get("version", 1),
            language=data["language"],
            match=tuple(phrase["match"]),
            no_match=tuple(phrase["no_match"]),
        )
        for phrase in data["phrase"]
    ]


def _expanded(pattern: str, words: dict[str, str]) -> str:
    """A pattern with its fragments filled in. Raises KeyError for one that is not defined."""
    return str(_MACRO.sub(lambda m: words[m.group(1)], "".join(pattern.split("\n"))))
