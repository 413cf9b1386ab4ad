"""The notices' patterns, from data files that an editor can read: one a language.

A file is TOML: ``language``; ``[words]``, fragments used in patterns as ``{name}``; ``[context]``,
what in the same sentence makes a match somebody else's or the opposite; ``[hints]``, words of a
kind that are too common to declare it without a second opinion; ``[examples]``, texts that the
whole signal must leave alone; any number of ``[[notice]]`` and ``[[continuation]]`` tables.
Every fault is reported as UnreadableInput, naming the file, the pattern and the way out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import re2

from caveat.errors import UnreadableInput
from caveat.evidence import Scope
from caveat.rules import Rule, check_examples
from caveat.rules.compiled import UNSPACED, compile_pattern
from caveat.signals.disclaimer.kinds import WEIGHTS, WHY

NAME = "disclaimer"
CONTINUATION = "continuation"

# Where a notice of this wording may stand: in any sentence; at the start of a line, in brackets
# or at the end of the page; as a line (or a bracket) of its own; at the start of a line above or
# below the whole story; or, outside quotations, in the page's first or last few sentences, where
# who speaks of "us" is the page itself.
PLACES = ("anywhere", "notice", "line", "foot", "edge")
_POLARITIES = ("positive", "either")

_SHARED = {
    "near": r"(?:,? [^ .!?;:\"]+){0,5}",
    "gap": r"(?:,? [^ .!?;:\"]+){0,8}",
    "clause": r"[^.!?\"\n]{0,80}",
    "outlets": (
        r"(?:(?:the )?(?:reuters|associated press|ap|afp|agence france-presse|dpa|ansa|efe|bbc|cnn|"
        r"nbc|abc|cbs|fox|bloomberg|al jazeera|npr|guardian|politico|axios)(?: news)?|"
        r"the (?:\pL+ ){0,2}(?:times|post|journal|herald|tribune|telegraph|independent|standard|"
        r"globe|star|mail|chronicle|gazette)|\pL+ news|the news agency|the agency)"
    ),
}
_CONTEXT = (
    "mention", "before", "after", "topic", "negation", "negation_after", "image",
    "elsewhere", "own", "assisted", "reviewed", "speaks",
)  # fmt: skip
_NOTICE_KEYS = {
    "kind", "name", "pattern", "why", "match", "no_match", "scope", "confidence", "where",
    "polarity", "requires", "unless", "mention_ok", "at_top", "as_written", "version",
}  # fmt: skip
# A word that ends no sentence: what stands for any word where a hit may not leave its sentence.
_NO_END = r"[^\s.!?]+"
# How often a careful editor would agree with a hint that the classifier confirms.
_SECOND_OPINION = 0.8
_MACRO = re2.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern tried on a folded sentence, compiled when it is first needed."""

    pattern: str
    before: bool
    after: bool

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere in a folded text."""
        return self.compiled().search(text.encode()) is not None

    def compiled(self) -> re2._Regexp:
        """Its regular expression. Raises ValueError when it is not valid."""
        return compile_pattern(self.pattern, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording of a notice: its rule and what its surroundings must be.

    ``requires``, all of them and in any order, and ``unless`` are tried on the folded sentence;
    ``polarity`` "either" means that a negation belongs to the wording; ``mention_ok`` that talk of
    others in the sentence does not take it back; ``at_top`` that it counts only near the top of
    the page; ``as_written`` is tried on the line as received, where capitals tell a notice from
    prose.
    """

    rule: Rule
    where: str = "anywhere"
    polarity: str = "positive"
    requires: tuple[Cue, ...] = ()
    unless: Cue | None = None
    mention_ok: bool = False
    at_top: bool = False
    as_written: str = ""

    def written_in(self, line: str) -> bool:
        """Whether a line as received is written as the notice must be."""
        return not self.as_written or _exact(self.as_written).search(line) is not None

    @property
    def topical(self) -> bool:
        """Whether what stands between "this article" and the word may name what it is about."""
        return self.rule.name.endswith(".self") and self.rule.kind in _TOPICAL


@cache
def _exact(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)


# "This article explains how artificial intelligence ..." declares nothing.
_TOPICAL = ("fiction", "satire", "ai_generated")


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that a notice of some kind may hold, and what it would be called."""

    cue: Cue
    rule: Rule


@dataclass(frozen=True, slots=True)
class Language:
    """One file: its patterns and the context that its notices are read in."""

    code: str
    patterns: tuple[Pattern, ...]
    context: Mapping[str, Cue]
    hints: tuple[Hint, ...]
    silent: tuple[str, ...]


@cache
def shipped() -> tuple[Language, ...]:
    """Every language that ships, by code. Not compiled: the tests try every pattern."""
    return tuple(_read(_folder().joinpath(f"{code}.toml"), check=False) for code in codes())


@cache
def codes() -> tuple[str, ...]:
    """The ISO 639-1 codes of the languages that ship."""
    names = (file.name for file in _folder().iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in names if n.endswith(".toml")))


def load_patterns(path: Path) -> Language:
    """The patterns of a user's file, compiled and tried on their own examples.

    Raises UnreadableInput naming the file, the pattern and what is wrong with it.
    """
    return _read(path, check=True)


def _folder() -> Traversable:
    return files(__package__).joinpath("patterns")


def _read(path: Path | Traversable, *, check: bool) -> Language:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path}: not a text in UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(f"{path}: not a TOML file: {error}") from error
    return _Reader(str(path), data, check=check).language()


def _placed(pattern: str, where: str, *, leads: bool) -> str:
    """A pattern that has to be a line or a bracket of its own, marks and rules aside.

    Near the headline it may also lead it: "Opinion | ...", "Sponsored: ...".
    """
    if where != "line":
        return pattern
    lead = rf"|^(?:{pattern}) ?[|:]" if leads else ""
    edge = r"[^\pL\pN]*"
    return rf"(?:^|[\[(【〔]){edge}((?:{pattern})){edge}(?:$|[\])】〕]){lead}"


class _Reader:
    def __init__(self, path: str, data: Mapping[str, Any], *, check: bool) -> None:
        self._path = path
        self._data = data
        self._check = check
        self._words = dict(_SHARED)

    def language(self) -> Language:
        unknown = self._data.keys() - {
            "language", "words", "context", "hints", "examples", "notice", "continuation",
        }  # fmt: skip
        if unknown:
            raise self._fault("file", f"unknown table {sorted(unknown)[0]!r}")
        self._code = self._string(self._data, "language", "file")
        for name, fragment in self._data.get("words", {}).items():
            self._words[name] = self._expand(str(fragment), f"words.{name}")
        patterns = [self._pattern(t, "notice") for t in self._data.get("notice", [])]
        patterns += [self._pattern(t, CONTINUATION) for t in self._data.get("continuation", [])]
        if not patterns:
            raise self._fault("file", "holds no [[notice]]")
        seen: set[str] = set()
        for pattern in patterns:
            if pattern.rule.id in seen:
                raise self._fault(pattern.rule.name, "there are two of that kind and name")
            seen.add(pattern.rule.id)
        return Language(
            code=self._code,
            patterns=tuple(patterns),
            context=self._context(),
            hints=tuple(self._hint(k, str(v)) for k, v in self._data.get("hints", {}).items()),
            silent=tuple(map(str, self._data.get("examples", {}).get("silent", ()))),
        )

    def _context(self) -> dict[str, Cue]:
        table = self._data.get("context", {})
        if unknown := table.keys() - set(_CONTEXT):
            raise self._fault("context", f"unknown key {sorted(unknown)[0]!r}")
        return {k: self._compile(str(v), f"context.{k}") for k, v in table.items()}

    def _hint(self, kind: str, pattern: str) -> Hint:
        label = f"hints.{kind}"
        if kind not in WEIGHTS:
            raise self._fault(label, f"kind {kind!r} is none of {', '.join(WEIGHTS)}")
        cue = self._compile(pattern, label)
        rule = Rule(
            signal=NAME,
            name=f"{self._code}.{kind}.second-opinion",
            pattern=cue.pattern,
            kind=kind,
            why=WHY[kind],
            confidence=_SECOND_OPINION,
            version=1,
            language=self._code,
        )
        return Hint(cue, rule)

    def _pattern(self, table: Mapping[str, Any], what: str) -> Pattern:
        name = self._string(table, "name", what)
        label = f"{what} {name!r}"
        if unknown := table.keys() - _NOTICE_KEYS:
            raise self._fault(label, f"unknown key {sorted(unknown)[0]!r}")
        kind = CONTINUATION if what == CONTINUATION else self._string(table, "kind", label)
        if what == "notice" and kind not in WEIGHTS:
            raise self._fault(label, f"kind {kind!r} is none of {', '.join(WEIGHTS)}")
        scope = str(table.get("scope", Scope.ARTICLE))
        if scope not in list(Scope):
            raise self._fault(label, f"scope {scope!r} is none of {', '.join(Scope)}")
        where = self._choice(table, "where", PLACES, label)
        polarity = self._choice(table, "polarity", _POLARITIES, label)
        confidence = table.get("confidence", 0.95)
        if not isinstance(confidence, int | float) or not 0 < confidence <= 1:
            raise self._fault(label, f"confidence {confidence!r} is not above 0 and at most 1")
        pattern = self._expand(self._string(table, "pattern", label), label)
        if where == "edge":
            pattern = pattern.replace(r"\S+", _NO_END)
        examples = table.get("match", [])
        if not examples:
            raise self._fault(label, "has no match; give at least one text that must fire")
        rule = Rule(
            signal=NAME,
            name=f"{self._code}.{kind}.{name}",
            pattern=_placed(pattern, where, leads=bool(table.get("at_top", False))),
            kind=kind,
            why=str(table.get("why", WHY.get(kind, ""))),
            confidence=float(confidence),
            version=int(table.get("version", 1)),
            language=self._code,
            scope=scope,
            match=tuple(map(str, examples)),
            no_match=tuple(map(str, table.get("no_match", ()))),
            anywhere=where != "edge",
        )
        if self._check:
            self._try_out(rule, label)
        return Pattern(
            rule=rule,
            where=where,
            polarity=polarity,
            requires=self._all(table, "requires", label),
            unless=self._optional(table, "unless", label),
            mention_ok=bool(table.get("mention_ok", False)),
            at_top=bool(table.get("at_top", False)),
            as_written=self._written(table, label),
        )

    def _written(self, table: Mapping[str, Any], label: str) -> str:
        pattern = str(table.get("as_written", ""))
        try:
            _exact(pattern)
        except re2.error as error:
            raise self._fault(label, f"as_written is not a valid pattern: {error}") from None
        return pattern

    def _try_out(self, rule: Rule, label: str) -> None:
        try:
            failures = check_examples([rule])
        except ValueError as error:
            raise self._fault(label, str(error)) from None
        if failures:
            raise self._fault(label, str(failures[0]))

    def _optional(self, table: Mapping[str, Any], key: str, label: str) -> Cue | None:
        return self._compile(str(table[key]), f"{label}, {key}") if key in table else None

    def _all(self, table: Mapping[str, Any], key: str, label: str) -> tuple[Cue, ...]:
        value = table.get(key, [])
        cues = [value] if isinstance(value, str) else value
        return tuple(self._compile(str(cue), f"{label}, {key}") for cue in cues)

    def _compile(self, pattern: str, label: str) -> Cue:
        """Whole words, as rules match them, but anywhere in a sentence."""
        spaced = self._code not in UNSPACED
        cue = Cue(self._expand(pattern, label), before=spaced, after=spaced and self._code != "ko")
        if self._check:
            try:
                cue.compiled()
            except ValueError as error:
                raise self._fault(label, str(error)) from None
        return cue

    def _expand(self, pattern: str, label: str) -> str:
        at = 0
        pieces: list[str] = []
        for match in _MACRO.finditer(pattern):
            if (word := self._words.get(match.group(1))) is None:
                raise self._fault(label, f"{match.group()} is not defined in [words]")
            pieces += (pattern[at : match.start()], word)
            at = match.end()
        return "".join((*pieces, pattern[at:]))

    def _choice(
        self, table: Mapping[str, Any], key: str, choices: tuple[str, ...], label: str
    ) -> str:
        value = str(table.get(key, choices[0]))
        if value not in choices:
            raise self._fault(label, f"{key} {value!r} is none of {', '.join(choices)}")
        return value

    def _string(self, table: Mapping[str, Any], key: str, label: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value:
            raise self._fault(label, f"{key} is missing or not a text")
        return value

    def _fault(self, label: str, problem: str) -> UnreadableInput:
        return UnreadableInput(f"{self._path}: {label}: {problem}")
