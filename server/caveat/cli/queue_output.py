"""Items, events and statistics of the queue, on a terminal."""

from __future__ import annotations

import json
from datetime import timedelta

import typer

from caveat.moderation import Event, Item, Review, Stats
from caveat.report.terminal import plain


def show_item(item: Item, refused: str = "") -> None:
    """One line an item."""
    signals = " ".join(f"{name}={score:.2f}" for name, score in item.signals)
    held = f" by {item.holder}" if item.holder else ""
    outcome = f" {item.disposition}" if item.disposition else ""
    _say(
        f"{item.id}  {item.priority:6.2f}  {item.state}{held}{outcome}  {item.queue}  "
        f"{item.score:.2f} {signals}  {item.outlet}  {item.title}"
        + (f"  [left alone: {refused}]" if refused else "")
    )


def show_review(review: Review) -> None:
    """An item with its evidence, as `decide` counts it."""
    show_item(review.item)
    if review.claim is not None:
        _say(f"  held by {review.claim.reviewer} until {review.claim.expires_at:%H:%M:%S} UTC")
    if review.note:
        _say(f"  note: {review.note}")
    for finding in review.score.findings:
        _say(f"  {finding.signal}: {finding.status} {finding.score:.2f} {finding.reason}")
        for number, evidence in enumerate(finding.evidence):
            _say(f"    {finding.signal}:{number} {evidence.kind} {evidence.confidence:.2f}")
            _say(f"      “{evidence.text[:300]}”")
            _say(f"      {evidence.why} ({evidence.rule})")
    for decision in review.decisions:
        draft = decision.draft
        _say(f"  {decision.id} {decision.reviewer}: {draft.disposition} {draft.reason}")


def show_event(event: Event) -> None:
    """One line an event."""
    data = json.dumps(dict(event.data), ensure_ascii=False, sort_keys=True)
    at = f"{event.at:%Y-%m-%d %H:%M:%S}"
    who = f" {event.actor}" if event.actor else ""
    _say(f"{event.sequence} {at} {event.kind}{who} {event.item_id} {data}")


def show_stats(stats: Stats) -> None:
    """Queues, signals and rules."""
    for queue in stats.queues:
        _say(
            f"{queue.queue}: open {queue.open}, claimed {queue.claimed}, entered {queue.entered}, "
            f"decided {queue.decided}, oldest {_time(queue.oldest_open)}, "
            f"median to decision {_time(queue.median_to_decision)}"
        )
    for signal in stats.signals:
        precision = "-" if signal.precision is None else f"{signal.precision:.3f}"
        _say(
            f"{signal.signal}: confirmed {signal.confirmed}, rejected {signal.rejected}, "
            f"corrected {signal.corrected}, added {signal.added}, precision {precision}"
        )
    for rule in stats.rules:
        shadow = f"would have sent {rule.would_have_sent} (shadow)" if rule.shadow else ""
        stopped = f", QUARANTINED: {rule.quarantined_why}" if rule.quarantined_why else ""
        _say(f"rule {rule.name} to {rule.queue}: {shadow or f'sent {rule.sent}'}{stopped}")


def _time(duration: timedelta | None) -> str:
    return "-" if duration is None else str(timedelta(seconds=round(duration.total_seconds())))


def _say(line: str) -> None:
    typer.echo(plain(line).replace("\n", " ").rstrip())
