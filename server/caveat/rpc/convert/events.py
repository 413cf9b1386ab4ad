"""The audit log, statistics and bulk actions."""

from __future__ import annotations

from dataclasses import replace

from google.protobuf import json_format, struct_pb2

from caveat.moderation import (
    BulkItem,
    BulkPreview,
    Event,
    EventKind,
    QueueStats,
    RuleStats,
    SignalStats,
    Stats,
)
from caveat.rpc.convert.review import (
    read_item,
    read_moment,
    write_duration,
    write_item,
    write_moment,
)
from caveat.v1 import moderation_service_pb2 as pb

KINDS = {kind: pb.ReviewEvent.Value(f"REVIEW_EVENT_{kind.name}") for kind in EventKind}
_KINDS_READ = {number: kind for kind, number in KINDS.items()}


def write_event(event: Event) -> pb.LogEntry:
    """An entry of the audit log."""
    return pb.LogEntry(
        sequence=event.sequence,
        at=write_moment(event.at),
        event=KINDS[event.kind],
        review_id=event.item_id,
        actor=event.actor,
        data=write_data(event),
        hash=event.hash,
    )


def write_data(event: Event) -> struct_pb2.Struct:
    """The particulars of an event."""
    message = struct_pb2.Struct()
    json_format.ParseDict(dict(event.data), message)
    return message


def read_event(message: pb.LogEntry) -> Event:
    """The entry of a message; its chain is the server's to check (VerifyLog)."""
    return Event(
        message.sequence,
        read_moment(message.at),
        _KINDS_READ[message.event],
        message.review_id,
        message.actor,
        json_format.MessageToDict(message.data),
        "",
        message.hash,
    )


def kind_of(number: pb.ReviewEvent.ValueType) -> EventKind:
    """The kind of an event of a message. Raises KeyError for one of a later version."""
    return _KINDS_READ[number]


def write_bulk(items: tuple[BulkItem, ...]) -> list[pb.BulkItem]:
    """What would become of each item."""
    return [pb.BulkItem(review=write_item(i.item), refused=i.refused) for i in items]


def read_bulk(messages: list[pb.BulkItem]) -> tuple[BulkItem, ...]:
    """The items of a preview or of what was left alone."""
    return tuple(BulkItem(read_item(m.review), m.refused) for m in messages)


def as_seen(preview: BulkPreview, revisions: dict[str, int]) -> BulkPreview:
    """A preview as the caller saw it, by the revisions that it names."""
    return BulkPreview(
        preview.draft,
        tuple(
            replace(i, item=replace(i.item, revision=revisions[i.item.id])) for i in preview.items
        ),
    )


def write_stats(stats: Stats) -> pb.GetReviewStatsResponse:
    """How the queues stand."""
    return pb.GetReviewStatsResponse(
        queues=[
            pb.QueueStats(
                queue=q.queue,
                open=q.open,
                claimed=q.claimed,
                decided=q.decided,
                entered=q.entered,
                oldest_open=write_duration(q.oldest_open),
                median_time_to_decision=write_duration(q.median_to_decision),
            )
            for q in stats.queues
        ],
        signals=[
            pb.SignalStats(
                signal=s.signal,
                confirmed=s.confirmed,
                rejected=s.rejected,
                corrected=s.corrected,
                added=s.added,
            )
            for s in stats.signals
        ],
        rules=[
            pb.RuleStats(
                rule=r.name,
                queue=r.queue,
                sent=r.sent,
                would_have_sent=r.would_have_sent,
                shadow=r.shadow,
                quarantined_at=write_moment(r.quarantined_at),
                quarantined_why=r.quarantined_why,
            )
            for r in stats.rules
        ],
    )


def read_stats(message: pb.GetReviewStatsResponse) -> Stats:
    """How the queues stand; days are not in the message."""
    return Stats(
        tuple(
            QueueStats(
                q.queue,
                q.open,
                q.claimed,
                q.entered,
                q.decided,
                q.oldest_open.ToTimedelta() if q.HasField("oldest_open") else None,
                q.median_time_to_decision.ToTimedelta()
                if q.HasField("median_time_to_decision")
                else None,
            )
            for q in message.queues
        ),
        tuple(
            SignalStats(s.signal, s.confirmed, s.rejected, s.corrected, s.added)
            for s in message.signals
        ),
        tuple(
            RuleStats(
                r.rule,
                r.queue,
                r.sent,
                r.would_have_sent,
                r.shadow,
                read_moment(r.quarantined_at) if r.HasField("quarantined_at") else None,
                r.quarantined_why,
            )
            for r in message.rules
        ),
    )
