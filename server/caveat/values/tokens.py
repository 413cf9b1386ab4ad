"""From text to tokens: only the words that values are made of, in one pass over the words."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Final

from caveat.values.classes import CLASSES
from caveat.values.digits import Token
from caveat.values.lexicons import Lexicon
from caveat.values.pieces import Pieces

_SPACES: Final = "\n\t\u00a0\r\u200b\u202f\u2009\u2007\u200a\u2002\u2003\u3000\ufeff\f\v"
_OPENING: Final = "\"'“”‘’«»([{*_`‚„<>…~"
_CLOSING: Final = "\"'“”‘’«»)]}*_`,;:.!?…<>"
# Words longer than this hold no value: hashes, addresses, text without spaces.
_MAX_WORD: Final = 80
_GAP: Final = CLASSES["gap"]
_BREAK: Final = CLASSES["break"]
_PAST: Final = CLASSES["past_verb"]


class Scanner:
    """Turns text into tokens, appending to ``tokens``; a run of other words is one gap."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = {
            word: (CLASSES[name], value) for word, (name, value) in lexicon.words.items()
        }
        self._pieces = Pieces(self._words, lexicon)
        self._phrases = lexicon.phrases
        # Of each word its class and value, the first letters of what may follow it in a phrase,
        # and whether its class depends on its capitals: one look for a word that is none of these.
        special = lexicon.upper | lexicon.weak_months
        self._known = {
            word: (
                self._words.get(word),
                frozenset(rest[0][:2] for rest, _ in lexicon.phrases.get(word, ())),
                word in special,
            )
            for word in {*self._words, *lexicon.phrases}
        }

    def scan(self, text: str, offset: int, tokens: list[Token]) -> None:
        """Append the tokens of one sentence, which starts at ``offset``, and a break after it."""
        get = self._words.get
        known = self._known.get
        for space in _SPACES:
            if space in text:
                text = text.replace(space, " ")
        raw = text.split(" ")
        lowered = text.lower().split(" ")
        if len(lowered) != len(raw):  # a letter whose lower case holds white space
            lowered = [w.lower() for w in raw]
        starts = list(accumulate(map(len, raw), initial=offset))
        # One space stands after each word.
        starts = [at + index for index, at in enumerate(starts)]
        last_code = ""
        skip = 0
        for index, word in enumerate(raw):
            if skip:
                skip -= 1
                continue
            if not word:
                continue
            low = lowered[index]
            entry = known(low)
            if entry is not None:
                found, follows, special = entry
                if follows and index + 1 < len(raw) and lowered[index + 1][:2] in follows:
                    skip = self._take_phrase(raw, lowered, index, starts, tokens)
                    if skip:
                        skip -= 1
                        last_code = ""
                        continue
                if found is not None:
                    at = starts[index]
                    if special:
                        self._pieces.word(found, word, low, at, tokens)
                    else:
                        tokens.append(Token(found[0], found[1], at, at + len(word)))
                    last_code = ""
                    continue
            if word.isalpha():
                code = _PAST if low.endswith("ed") else _GAP
                if last_code != code:
                    at = starts[index]
                    tokens.append(Token(code, None, at, at + len(word)))
                    last_code = code
            else:
                core = low.rstrip(_CLOSING)
                if core.isalpha() and get(core) is None and low[-1] not in "'’\"”":
                    end = starts[index] + len(core)
                    if last_code != _GAP:
                        tokens.append(Token(_GAP, None, starts[index], end))
                    self._closing(word[len(core) :], end, tokens)
                else:
                    skip = self._mixed(raw, lowered, index, starts, tokens)
                last_code = ""
        tokens.append(Token(_BREAK, None, offset + len(text), offset + len(text)))

    def _take_phrase(
        self,
        raw: list[str],
        lowered: list[str],
        index: int,
        starts: list[int],
        tokens: list[Token],
    ) -> int:
        """Append the phrase that starts here; returns its length in words, 0 when there is none."""
        taken = self._phrase(lowered, index)
        if taken is None:
            return 0
        length, code, value, cut = taken
        last = index + length - 1
        end = starts[last] + len(raw[last]) - len(cut)
        tokens.append(Token(code, value, starts[index], end))
        self._closing(cut, end, tokens)
        return length

    def _phrase(self, lowered: list[str], index: int) -> tuple[int, str, Any, str] | None:
        """The longest phrase that starts here: words, class, value and what trails the last."""
        for rest, (name, value) in self._phrases[lowered[index]]:
            stop = index + 1 + len(rest)
            if stop > len(lowered):
                continue
            *middle, last = lowered[index + 1 : stop]
            if tuple(middle) != rest[:-1] or not last.startswith(rest[-1]):
                continue
            cut = last[len(rest[-1]) :]
            if not cut or cut[0] in _CLOSING:
                if cut[:2] in ("'s", "’s"):
                    cut = cut[2:]
                return 1 + len(rest), CLASSES[name], value, cut
        return None

    def _mixed(
        self,
        raw: list[str],
        lowered: list[str],
        index: int,
        starts: list[int],
        tokens: list[Token],
    ) -> int:
        """A word with anything but letters in it. Returns how many further words it took."""
        word, at = raw[index], starts[index]
        if len(word) > _MAX_WORD:
            tokens.append(Token(_GAP, None, at, at + len(word)))
            return 0
        core = word.lstrip(_OPENING)
        lead = len(word) - len(core)
        if "(" in word[:lead] or "[" in word[:lead]:
            tokens.append(Token(CLASSES["open"], None, at, at + lead))
        elif lead and tokens and tokens[-1].code != _GAP and word[0] != "~" and word[:lead] != "'":
            tokens.append(Token(_GAP, None, at, at + lead))
        apostrophe = word[:lead] in ("'", "’", "‘")
        at += lead
        core = core.rstrip(_CLOSING)
        closing = word[lead + len(core) :]
        low = core.lower()
        if len(low) != len(core):  # a few letters change length in lower case
            low = core
        taken = 0
        if low:
            if low[-2:] in ("'s", "’s") and not low[0].isdigit():
                core, low = core[:-2], low[:-2]
            if lead and not closing and low in self._phrases:
                lowered_copy = [low, *lowered[index + 1 : index + 7]]
                phrase = self._phrase(lowered_copy, 0)
                if phrase:
                    length, code, value, cut = phrase
                    last = index + length - 1
                    end = starts[last] + len(raw[last])
                    tokens.append(Token(code, value, at, end - len(cut)))
                    self._closing(cut, end - len(cut), tokens)
                    return length - 1
            found = self._words.get(low + ".") if closing[:1] == "." else None
            if found is not None:
                core += "."
                low += "."
                closing = closing[1:]
            else:
                found = self._words.get(low)
                if closing == "." and low.isdigit() and self._lexicon.dotted_days:
                    closing = "" if len(low) < 3 else closing
                if found is None and low and low[-1] in ".":
                    found = self._words.get(low.rstrip("."))
            if found is not None:
                self._pieces.word(found, core, low, at, tokens)
                if closing[:1] == "." and (found[0] in "ma*pz~" or low in ("no", "vs")):
                    closing = closing[1:]
            elif low:
                self._pieces.read(core, low, at, tokens, apostrophe=apostrophe)
        self._closing(closing, at + len(core), tokens)
        return taken

    def _closing(self, closing: str, at: int, tokens: list[Token]) -> None:
        for i, char in enumerate(closing):
            if char == ",":
                code = CLASSES["comma"]
            elif char in ")]":
                code = CLASSES["close"]
            elif char in ".!?":
                code = _BREAK
            elif char in ";:…":
                code = _GAP
            else:
                continue
            tokens.append(Token(code, None, at + i, at + i + 1, True))
