"""What a decision must say, how many people an item needs, and what their decisions come to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from caveat.document import Article, Span
from caveat.errors import InvalidArticle, Violation
from caveat.evidence import Score
from caveat.moderation.model import Disposition, Draft, EvidenceVerdict, Verdict

# Limits of what a person writes, in Unicode code points, and of what one decision can hold.
MAX_REVIEWER = 200
MAX_REASON = 2_000
MAX_NOTE = 5_000
MAX_KIND = 100
MAX_VERDICTS = 1_000


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """What a decision must say: which dispositions need a reason and which a note."""

    undo: timedelta = timedelta(minutes=10)
    reason_for: frozenset[Disposition] = frozenset({Disposition.HOLD, Disposition.RETURN_TO_AUTHOR})
    note_for: frozenset[Disposition] = frozenset(
        {Disposition.PUBLISH_WITH_NOTE, Disposition.RETURN_TO_AUTHOR}
    )

    def check_words(self, draft: Draft) -> list[Violation]:
        """What is wrong with a draft before any item is looked at."""
        found = [
            *words(
                "reason", draft.reason, MAX_REASON, required=draft.disposition in self.reason_for
            ),
            *words("note", draft.note, MAX_NOTE, required=draft.disposition in self.note_for),
        ]
        if len(draft.verdicts) > MAX_VERDICTS:
            found.append(
                Violation(
                    "verdicts",
                    f"has {len(draft.verdicts):,} entries, the limit is {MAX_VERDICTS:,}",
                    "judge each piece of evidence once",
                )
            )
        return found

    def check(self, draft: Draft, article: Article, score: Score) -> None:
        """Raises InvalidArticle with everything that is wrong with a draft on an article."""
        found = self.check_words(draft)
        judged: set[tuple[str, int]] = set()
        for number, verdict in enumerate(draft.verdicts[:MAX_VERDICTS]):
            found += _verdict_violations(f"verdicts[{number}]", verdict, article, score, judged)
        if found:
            raise InvalidArticle(found)


def _verdict_violations(
    field: str,
    verdict: EvidenceVerdict,
    article: Article,
    score: Score,
    judged: set[tuple[str, int]],
) -> list[Violation]:
    finding = next((f for f in score.findings if f.signal == verdict.signal), None)
    if finding is None:
        known = ", ".join(f.signal for f in score.findings)
        return [
            Violation(
                f"{field}.signal",
                f"{verdict.signal[:100]!r} is not a signal of this score",
                f"use one of {known}",
            )
        ]
    found = words(f"{field}.kind", verdict.kind, MAX_KIND)
    if verdict.verdict is Verdict.ADD:
        if verdict.index != -1:
            found.append(
                Violation(f"{field}.index", f"is {verdict.index}", "leave it at -1 under add")
            )
        if verdict.span is None:
            found.append(Violation(f"{field}.span", "is missing", "say where it stands"))
        if not verdict.kind.strip():
            found.append(Violation(f"{field}.kind", "is empty", "say what it is"))
    elif not 0 <= verdict.index < len(finding.evidence):
        found.append(
            Violation(
                f"{field}.index",
                f"is {verdict.index}, the finding has {len(finding.evidence)} pieces of evidence",
                "count them from 0",
            )
        )
    elif (verdict.signal, verdict.index) in judged:
        found.append(Violation(field, "judges a piece of evidence twice", "judge each once"))
    else:
        judged.add((verdict.signal, verdict.index))
    if verdict.verdict is Verdict.CORRECT and verdict.span is None and not verdict.kind.strip():
        found.append(Violation(field, "corrects nothing", "give the right span, kind or both"))
    if verdict.verdict in (Verdict.CONFIRM, Verdict.REJECT) and (verdict.span or verdict.kind):
        found.append(Violation(field, "carries a span or kind", "use correct, or leave them out"))
    if verdict.span is not None and not _lies_in(verdict.span, article):
        found.append(
            Violation(
                f"{field}.span",
                f"{verdict.span.field[:100]}[{verdict.span.start}:{verdict.span.end}] "
                "is not in the article",
                "count Unicode code points of the field as received",
            )
        )
    return found


def _lies_in(span: Span, article: Article) -> bool:
    try:
        text = article.field(span.field)
    except (KeyError, IndexError, ValueError):
        return False
    return span.start < span.end <= len(text)


def words(field: str, value: str, limit: int, *, required: bool = False) -> list[Violation]:
    """What is wrong with something that a person wrote."""
    found = []
    if required and not value.strip():
        found.append(Violation(field, "is empty", "it is required here"))
    if len(value) > limit:
        found.append(
            Violation(
                field, f"has {len(value):,} code points, the limit is {limit:,}", "shorten it"
            )
        )
    if "\x00" in value:
        found.append(
            Violation(field, f"holds a NUL at code point {value.index(chr(0))}", "remove it")
        )
    if any("\ud800" <= c <= "\udfff" for c in value):
        found.append(Violation(field, "holds a lone surrogate", "send valid Unicode"))
    return found


def check_name(field: str, value: str) -> None:
    """Raises InvalidArticle unless a value can be a person's name in the log."""
    if found := words(field, value, MAX_REVIEWER, required=True):
        raise InvalidArticle(found)


def opinions_wanted(content: str, share: float) -> int:
    """How many people decide an item: 2 for a share of all contents, else 1.

    By a hash of the content, so that it is the same on every machine and at every retry, and
    nobody can choose.
    """
    drawn = int.from_bytes(hashlib.sha256(f"second opinion:{content}".encode()).digest()[:8], "big")
    return 2 if drawn < share * 2**64 else 1


@dataclass(frozen=True, slots=True)
class Settled:
    """What an item's decisions come to: how many it wants, and its outcome when it has them."""

    wanted: int
    disputed: bool
    outcome: Disposition | None


def settle(wanted: int, dispositions: Sequence[Disposition], *, golden: bool = False) -> Settled:
    """What the decisions that stand come to, oldest first, of an item that wants ``wanted``.

    Two reviewers who differ call for a third, whose word is the outcome; three opinions are never
    asked of anything else. A golden item has no dispute: it measures its reviewers.
    """
    disputed = (
        not golden and wanted > 1 and len(dispositions) > 1 and len(set(dispositions[:2])) > 1
    )
    needed = wanted + 1 if disputed else wanted
    outcome = dispositions[-1] if len(dispositions) >= needed else None
    return Settled(needed, disputed, outcome)
