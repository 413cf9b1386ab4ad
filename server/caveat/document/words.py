"""The words of a window of text, as phrases are read off them.

Quoted stretches arrive masked, so that what is said is never taken for the words around it.
"""

from __future__ import annotations

from dataclasses import dataclass

from caveat.document import gazetteer as lists

# Stand-ins, of the same length, for what a quoted stretch holds. The second ends one whose last
# mark is punctuation, as at the end of what is said.
MASK = "\x01"
MASK_END = "\x02"
_NOUNS_IN_LY = frozenset(
    (
        "ally",
        "anomaly",
        "assembly",
        "bully",
        "family",
        "italy",
        "july",
        "monopoly",
        "reply",
        "rally",
    )
)
TRIM = "“”\"'‘’«»„()[]{}*_"
ENDS = ",;:.!?…"
_OUTSIDE = TRIM + ENDS


@dataclass(slots=True)
class Word:
    """A word of a window: its core without punctuation (code points of the masked text)."""

    start: int
    end: int
    core: str
    lower: str
    # Punctuation that follows the core, and whether an opening bracket or dash stands before it.
    after: str
    before: str

    @property
    def capital(self) -> bool:
        """Whether it is written as a name or an acronym is."""
        return self.core[:1].isupper()

    @property
    def bracketed(self) -> bool:
        """Whether a bracket opens before it."""
        return self.before[:1] in ("(", "[")

    @property
    def spoken(self) -> bool:
        """Whether it is a masked quotation that ends what is said, not a word or two of it."""
        return MASK_END in self.core

    @property
    def quoted(self) -> bool:
        """Whether it holds a masked quotation."""
        return MASK in self.core or MASK_END in self.core


def is_adverb(lower: str) -> bool:
    """Whether a word looks like an adverb in -ly: "recently", never "ally" or "family"."""
    return lower.endswith("ly") and lower not in _NOUNS_IN_LY


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]`` with their punctuation; dashes part words."""
    found: list[Word] = []
    raw = text[start:end]
    window = raw.replace("—", " ").replace("…", " ").replace(" – ", "   ")
    # Dashes are looked for only where there are any: this runs on every sentence.
    dashed = window != raw
    at = 0
    previous = 0
    for token in window.split():
        at = window.index(token, at)
        if dashed and found and raw[previous:at].strip():
            found[-1].after += "—"
        core = token.lstrip(_OUTSIDE) if token not in ("-", "--") else ""
        lead = len(token) - len(core)
        core = core.rstrip(_OUTSIDE)
        after = token[lead + len(core) :]
        if after:
            core, after = _stopped(core, after)
        if core:
            first = start + at + lead
            last = first + len(core)
            found.append(Word(first, last, core, core.lower(), after, token[:lead]))
        elif found:
            found[-1].after += "—" if token[0] == "-" else token
        at += len(token)
        previous = at
    if dashed and found and raw[previous:].strip():
        found[-1].after += "—"
    return found


def _stopped(core: str, after: str) -> tuple[str, str]:
    """A word and what follows it, with the full stop of an abbreviation on its side."""
    if after[0] == "." and (len(core) <= 1 or abbreviates(core)):
        core += "."
        after = after[1:]
    if after[:2] == ".,":
        core, after = core + ".", after[1:]
    if ")" in after or "]" in after:
        # "(R-Vt.)": the full stop is the abbreviation's.
        after = after.lstrip(".")
    return core, after.strip('"“”')


def abbreviates(core: str) -> bool:
    """Whether a full stop after ``core`` belongs to it ("Ms", "Gov", "U.S")."""
    return (
        "." in core
        or core.lower() in lists.COURTESY
        or (core.lower() in lists.RANK and len(core) <= 4)
        or core in ("Jr", "Sr", "Inc", "Corp", "Co", "Ltd", "No")
    )
