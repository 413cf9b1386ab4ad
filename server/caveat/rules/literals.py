"""Which strings a text must contain for a pattern to match: what lets a scan skip most rules.

``required`` returns sets of strings of each of which every match contains at least one: the surest
few that are known, so that "ai" inside "said" does not call for a rule alone. It reads the syntax
of RE2 that rules use; where it does not know a construct, it claims nothing. The idea is that of
RE2's own prefilter (Cox, "Regular Expression Matching with a Trigram Index", 2012).
"""

from __future__ import annotations

from dataclasses import dataclass, field

# A set larger than this costs more than it saves.
_MAX_SET = 64
# More sets than this a pattern seldom needs to be told from ordinary text.
_SETS = 3
Sets = tuple[frozenset[str], ...]
_SYNTAX = frozenset("\\()[]{}|.*+?^$")
_CLASS_ESCAPES = "dDsSwWbBAzC"


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a piece of a pattern.

    ``exact``: every string it can match, or None when there are too many. ``needs``: sets of
    strings of each of which every match contains one, the surest first; maybe none.
    """

    exact: frozenset[str] | None = None
    needs: Sets = ()


_EMPTY = _Part(frozenset({""}))
_UNKNOWN = _Part()


def required(pattern: str) -> Sets:
    """Sets of strings of each of which every match contains one, at most three; maybe none."""
    return _needs(_Reader(pattern, _closing(pattern)).alternation())


# What is known of a group, by its text: rules of one language are made of the same groups over and
# over. Two threads may at worst work one out twice.
_groups: dict[str, _Part] = {}


def _closing(pattern: str) -> dict[int, int]:
    """Where each opening bracket of a group is closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    in_class = escaped = False
    first = 0  # where a "]" would be a member of the class
    for at, char in enumerate(pattern):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif in_class:
            in_class = char != "]" or at == first
        elif char == "[":
            in_class = True
            first = at + 2 if pattern[at + 1 : at + 2] == "^" else at + 1
        elif char == "(":
            opened.append(at)
        elif char == ")" and opened:
            found[opened.pop()] = at
    return found


def _needs(part: _Part) -> Sets:
    return _best([*part.needs, *([part.exact] if part.exact else [])])


def _best(choices: list[frozenset[str]]) -> Sets:
    usable = {c for c in choices if c and "" not in c}
    if len(usable) < 2:
        return tuple(usable)
    return tuple(sorted(usable, key=lambda c: (_strength(c), sorted(c)), reverse=True)[:_SETS])


def _strength(strings: frozenset[str]) -> tuple[int, int]:
    return (min(*(len(s.strip()) for s in strings), 6), -len(strings))


def _either(parts: list[_Part]) -> _Part:
    exact: frozenset[str] | None = frozenset()
    for part in parts:
        exact = None if exact is None or part.exact is None else exact | part.exact
    if exact is not None and len(exact) <= _MAX_SET:
        return _Part(exact)
    needs = [_needs(p) for p in parts]
    if not all(needs):
        return _UNKNOWN
    # A match is of one part, and contains a string of each of that part's sets: so also of unions
    # that take one set of each part.
    unions = [
        frozenset[str]().union(*(n[min(k, len(n) - 1)] for n in needs))
        for k in range(max(len(n) for n in needs))
    ]
    return _Part(None, _best([union for union in unions if len(union) <= 8 * _MAX_SET]))


@dataclass(slots=True)
class _Reader:
    """Recursive descent over one pattern."""

    pattern: str
    closing: dict[int, int]
    at: int = field(default=0)

    def alternation(self) -> _Part:
        parts = [self.sequence()]
        while self._peek() == "|":
            self.at += 1
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else _either(parts)

    def sequence(self) -> _Part:
        run: frozenset[str] = frozenset({""})  # the strings since the last unknown piece
        known: list[frozenset[str]] = []
        whole = True
        while (char := self._peek()) and char not in "|)":
            part = self._repeated()
            known += part.needs
            if part.exact is not None and len(run) * len(part.exact) <= _MAX_SET:
                run = frozenset(a + b for a in run for b in part.exact)
                continue
            whole = False
            known.append(run)
            run = part.exact if part.exact is not None else frozenset({""})
        if whole:
            return _Part(run, _best(known))
        return _Part(None, _best([*known, run]))

    def _repeated(self) -> _Part:
        part = self._atom()
        while char := self._peek():
            if char in "?*":
                self.at += 1
                part = _either([part, _EMPTY]) if char == "?" else _UNKNOWN
            elif char == "+":
                self.at += 1
                part = _Part(None, _needs(part))
            elif char == "{":
                close = self.pattern.index("}", self.at)
                low = self.pattern[self.at + 1 : close].split(",")[0]
                self.at = close + 1
                part = _UNKNOWN if low in ("", "0") else _Part(None, _needs(part))
            else:
                break
            if self._peek() == "?":  # lazy
                self.at += 1
        return part

    def _atom(self) -> _Part:
        if run := self._plain_run():
            return _Part(frozenset({run}))
        char = self.pattern[self.at]
        self.at += 1
        if char == "(":
            return self._group()
        if char == "[":
            return self._char_class()
        if char == "\\":
            return self._escape()
        if char in "^$":
            return _EMPTY
        return _UNKNOWN if char == "." else _Part(frozenset({char}))

    def _plain_run(self) -> str:
        """The plain letters from here on; the last one is left alone if it is repeated."""
        start = end = self.at
        pattern, length = self.pattern, len(self.pattern)
        while end < length and pattern[end] not in _SYNTAX:
            end += 1
        if end < length and pattern[end] in "?*+{" and end - start > 1:
            end -= 1
        self.at = end
        return pattern[start:end]

    def _group(self) -> _Part:
        opening = self.at - 1
        if self._peek() == "?":
            stop = min(i for i in (self.pattern.find(c, self.at) for c in ":>)") if i != -1)
            flags_only = self.pattern[stop] == ")"
            self.at = stop + 1
            if flags_only:
                return _EMPTY
        close = self.closing[opening]
        group = self.pattern[self.at : close]
        if (part := _groups.get(group)) is None:
            part = _groups[group] = self.alternation()
        self.at = close + 1
        return part

    def _escape(self) -> _Part:
        char = self.pattern[self.at]
        self.at += 1
        if char in "pP":
            self.at = self.pattern.index("}", self.at) + 1 if self._peek() == "{" else self.at + 1
            return _UNKNOWN
        if char in "bBAz":
            return _EMPTY
        if char in _CLASS_ESCAPES or char.isalnum():
            return _UNKNOWN
        return _Part(frozenset({char}))

    def _char_class(self) -> _Part:
        start = self.at
        if self._peek() == "^":
            self.at += 1
        if self._peek() == "]":
            self.at += 1
        while self._peek() != "]":
            self.at += 2 if self._peek() == "\\" else 1
        members = self.pattern[start : self.at]
        self.at += 1
        plain = not any(c in members for c in "\\^-[")
        return _Part(frozenset(members)) if plain and len(members) <= 4 else _UNKNOWN

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]
