"""Every rule of every signal, in one pass over an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from caveat.document import Article, Document, Span
from caveat.document.folded import Folded, fold
from caveat.rules.compiled import Compiled, compile_rule, literals
from caveat.rules.literals import Sets
from caveat.rules.rule import Hit, Rule

# Languages whose notices hold letters beyond ASCII, even on the folded view: their rules cannot
# match a plain line, though "AI" may stand in it.
_OTHER_SCRIPTS = frozenset({"ar", "el", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "zh"})
_FIELDS = ("title", "text", "bio")
# Shorter strings, as "ai" in "said", call for a rule in too many lines.
_WEAK = 3


class _Prefilter:
    """Which rules can match in which lines: one Aho-Corasick pass over the strings they require."""

    def __init__(self, required: Mapping[int, Sets]) -> None:
        users: dict[str, list[int]] = {}
        for index, sets in required.items():
            for literal in sets[0] if sets else ():
                users.setdefault(literal, []).append(index)
        strings = sorted(users)
        self._users = tuple(tuple(users[string]) for string in strings)
        self._automaton = AhoCorasick(strings) if strings else None
        self._also = {
            i: tuple(AhoCorasick(sorted(strings)) for strings in sets[1:])
            for i, sets in required.items()
            if sets and min(map(len, sets[0])) <= _WEAK
        }
        self._always = tuple(i for i, sets in required.items() if not sets)

    def candidates(self, text: str, starts: Sequence[int]) -> set[tuple[int, int]]:
        """Pairs of a rule and the number of a line; ``starts`` are the lines' offsets."""
        pairs = {(i, n) for i in self._always for n in range(len(starts))}
        if self._automaton is not None:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
            for string, line in {(m[0], bisect_right(starts, m[1]) - 1) for m in found}:
                pairs.update((i, line) for i in self._users[string])
        return pairs

    def may_match(self, index: int, line: str) -> bool:
        """Whether a line holds one string of each further set that a rule requires."""
        return all(also.find_matches_as_indexes(line) for also in self._also.get(index, ()))


class RuleScan:
    """Every rule of every signal, compiled once, applied to a document in one pass.

    One Aho-Corasick automaton over the strings that the rules require tells which rules can match
    in which lines; only those run, by RE2, on those lines: linear time in the length of the text.
    Safe to share between threads. A rule is compiled when a text first calls for it: an unusable
    pattern raises ValueError then, naming the rule, and ``check_examples`` finds it before. Raises
    ValueError when two rules share an id.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        seen: set[str] = set()
        for rule in rules:
            if rule.id in seen:
                raise ValueError(f"rule {rule.id}: there are two of that name")
            seen.add(rule.id)
        # By index: a rule's hash takes longer than many a rule.
        self._compiled: dict[int, Compiled] = {}
        self._everywhere = _running(self._rules, "")
        self._by_language = {
            language: _running(self._rules, language) for language in {r.language for r in rules}
        }
        required = {i: literals(rule) for i, rule in enumerate(self._rules)}
        self._full = _Prefilter(required)
        self._plain = _Prefilter(
            {i: r for i, r in required.items() if rules[i].language not in _OTHER_SCRIPTS}
        )

    def hits(self, document: Document) -> tuple[Hit, ...]:
        """Every hit in the title, the text and the bio, in text order."""
        return self.scan(document.article, document.language)

    def scan(self, article: Article, language: str) -> tuple[Hit, ...]:
        """The same, for an article that has not been parsed; ``language`` as in ``Document``."""
        runs = self._by_language.get(language, self._everywhere)
        found: list[Hit] = []
        for name in _FIELDS:
            if text := article.field(name):
                found += self._field(name, fold(text), runs, language)
        found.sort(key=lambda hit: (hit.span, hit.rule.id))
        return tuple(found)

    def _field(
        self, name: str, folded: Folded, runs: frozenset[int], language: str
    ) -> Iterator[Hit]:
        lines = _lines(folded.text)
        starts = [start for start, _ in lines]
        plain = folded.text.isascii() and language not in _OTHER_SCRIPTS
        prefilter = self._plain if plain else self._full
        candidates = prefilter.candidates(folded.text, starts)
        encoded: dict[int, bytes] = {}
        for index, line in sorted(pair for pair in candidates if pair[0] in runs):
            start, text = lines[line]
            # On a page in such a language, "[PR]" is a label all the same.
            own = self._rules[index].language
            if own in _OTHER_SCRIPTS and own != language and text.isascii():
                continue
            if not prefilter.may_match(index, text):
                continue
            if line not in encoded:
                encoded[line] = text.encode()
            compiled = self._compiled.get(index)
            if compiled is None:
                compiled = self._compiled[index] = compile_rule(self._rules[index])
            spans = compiled.spans(encoded[line])
            yield from _in_line(self._rules[index], spans, name, folded, start, text, encoded[line])


def _running(rules: Sequence[Rule], language: str) -> frozenset[int]:
    """The numbers of the rules that run on pages of a language."""
    return frozenset(i for i, r in enumerate(rules) if r.anywhere or r.language in ("", language))


def _in_line(
    rule: Rule,
    spans: Iterable[tuple[int, int]],
    name: str,
    folded: Folded,
    offset: int,
    text: str,
    line: bytes,
) -> Iterator[Hit]:
    ascii_only = len(text) == len(line)
    byte = point = 0
    for start, end in spans:
        if ascii_only:
            first, last = start, end
        else:  # decoding from hit to hit keeps this linear
            first = point + len(line[byte:start].decode())
            last = first + len(line[start:end].decode())
            byte, point = end, last
        source = folded.source(offset + first, offset + last)
        yield Hit(rule, Span(name, *source))


def _lines(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return lines
