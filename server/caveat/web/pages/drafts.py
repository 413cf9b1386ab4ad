"""A decision from a form."""

from __future__ import annotations

from collections.abc import Mapping

from caveat.document import Span
from caveat.errors import InvalidArticle, Violation
from caveat.evidence import Score
from caveat.moderation import Disposition, Draft, EvidenceVerdict, Verdict

_MAX_DIGITS = 7


def draft(form: Mapping[str, str], fields: tuple[tuple[str, str], ...], score: Score) -> Draft:
    """What a reviewer filled in. Raises InvalidArticle naming every field that makes no sense."""
    faults: list[Violation] = []
    chosen = form.get("disposition", "")
    if chosen not in list(Disposition):
        faults.append(Violation("disposition", "is missing", "choose what to do with the article"))
    verdicts = [*_judged(form, score, faults), *_added(fields, faults)]
    if faults:
        raise InvalidArticle(faults)
    # A browser sends every line break of a form as CR LF.
    reason = form.get("reason", "").strip().replace("\r\n", "\n")
    note = form.get("note", "").strip().replace("\r\n", "\n")
    return Draft(Disposition(chosen), tuple(verdicts), reason, note)


def number(text: str) -> int | None:
    """A count that a form sent, None for anything else."""
    is_one = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
    return int(text) if is_one else None


def _judged(
    form: Mapping[str, str], score: Score, faults: list[Violation]
) -> list[EvidenceVerdict]:
    found = []
    for finding in score.findings:
        for index, evidence in enumerate(finding.evidence):
            name = f"v-{finding.signal}-{index}"
            value = form.get(name, "")
            if value in (Verdict.CONFIRM, Verdict.REJECT):
                found.append(EvidenceVerdict(finding.signal, Verdict(value), index))
            elif value == Verdict.CORRECT:
                what = f"{finding.signal}, evidence {index + 1}"
                span = _span(form, name, what, faults)
                kind = form.get(f"{name}-kind", "").strip()
                moved = span if span != evidence.span else None
                other = kind if kind != evidence.kind else ""
                if span is not None and moved is None and not other:
                    faults.append(
                        Violation(what, "corrects nothing", "change its kind or span, or confirm")
                    )
                found.append(EvidenceVerdict(finding.signal, Verdict.CORRECT, index, moved, other))
    return found


def _added(fields: tuple[tuple[str, str], ...], faults: list[Violation]) -> list[EvidenceVerdict]:
    """What the signals missed: rows of ``add-signal``, ``add-kind`` and a span each, in order."""
    columns: dict[str, list[str]] = {}
    for name, value in fields:
        if name.startswith("add-"):
            columns.setdefault(name, []).append(value.strip())
    found = []
    for row, what in enumerate(columns.get("add-what", [])):
        values = {name: values[row] for name, values in columns.items() if row < len(values)}
        if not what or not (values.get("add-start") or values.get("add-end")):
            continue
        signal, _, kind = what.partition(":")
        named = {f"x-{end}": values.get(f"add-{end}", "") for end in ("start", "end", "field")}
        span = _span(named, "x", "what was missed", faults)
        found.append(EvidenceVerdict(signal, Verdict.ADD, -1, span, kind))
    return found


def _span(form: Mapping[str, str], name: str, what: str, faults: list[Violation]) -> Span | None:
    start, end = form.get(f"{name}-start", ""), form.get(f"{name}-end", "")
    for value in (start, end):
        if number(value) is None:
            faults.append(Violation(what, f"{value[:20]!r} is no position", "count code points"))
            return None
    if int(start) > int(end):
        faults.append(Violation(what, "ends before it starts", "give the start first"))
        return None
    return Span(form.get(f"{name}-field", "text") or "text", int(start), int(end))
