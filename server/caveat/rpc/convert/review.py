"""Items of the queue, claims and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from google.protobuf import duration_pb2, timestamp_pb2

from caveat.document import Span
from caveat.errors import InvalidArticle, Violation
from caveat.moderation import (
    Claim,
    Decision,
    Disposition,
    Draft,
    EntryBy,
    EvidenceVerdict,
    Filter,
    Item,
    Outcome,
    Review,
    State,
    Verdict,
)
from caveat.rpc.convert.article import read_stored_article, write_article, write_span
from caveat.rpc.convert.score import read_score, write_score
from caveat.v1 import article_pb2
from caveat.v1 import moderation_service_pb2 as pb
from caveat.v1 import scoring_service_pb2 as scoring

STATES = {
    State.OPEN: pb.REVIEW_STATE_OPEN,
    State.CLAIMED: pb.REVIEW_STATE_CLAIMED,
    State.DECIDED: pb.REVIEW_STATE_DECIDED,
}
DISPOSITIONS = {
    Disposition.HOLD: pb.DISPOSITION_HOLD,
    Disposition.PUBLISH: pb.DISPOSITION_PUBLISH,
    Disposition.PUBLISH_WITH_NOTE: pb.DISPOSITION_PUBLISH_WITH_NOTE,
    Disposition.RETURN_TO_AUTHOR: pb.DISPOSITION_RETURN_TO_AUTHOR,
}
VERDICTS = {
    Verdict.CONFIRM: pb.VERDICT_CONFIRM,
    Verdict.REJECT: pb.VERDICT_REJECT,
    Verdict.CORRECT: pb.VERDICT_CORRECT,
    Verdict.ADD: pb.VERDICT_ADD,
}
OUTCOMES = {
    Outcome.ENTERED: scoring.ENQUEUE_OUTCOME_ENTERED,
    Outcome.RESCORED: scoring.ENQUEUE_OUTCOME_RESCORED,
    Outcome.UNCHANGED: scoring.ENQUEUE_OUTCOME_UNCHANGED,
    Outcome.BELOW_THRESHOLDS: scoring.ENQUEUE_OUTCOME_BELOW_THRESHOLDS,
}
_STATES_READ = {number: state for state, number in STATES.items()}
_DISPOSITIONS_READ = {number: disposition for disposition, number in DISPOSITIONS.items()}
_VERDICTS_READ = {number: verdict for verdict, number in VERDICTS.items()}

_LONGEST = timedelta(days=3_650)


def write_moment(moment: datetime | None) -> timestamp_pb2.Timestamp | None:
    """A moment, or nothing."""
    if moment is None:
        return None
    message = timestamp_pb2.Timestamp()
    message.FromDatetime(moment)
    return message


def read_moment(message: timestamp_pb2.Timestamp, field: str = "since") -> datetime:
    """A moment in UTC. Raises InvalidArticle for one that no calendar has."""
    try:
        return message.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InvalidArticle([Violation(field, "is no moment", "send a valid time")]) from None


def write_duration(duration: timedelta | None) -> duration_pb2.Duration | None:
    """A duration, or nothing."""
    if duration is None:
        return None
    message = duration_pb2.Duration()
    message.FromTimedelta(duration)
    return message


def read_ttl(message: duration_pb2.Duration) -> timedelta:
    """How long a lease is asked for. Raises InvalidArticle for what is no time."""
    seconds = message.seconds + message.nanos / 1e9
    if not 0 < seconds <= _LONGEST.total_seconds():
        raise InvalidArticle(
            [Violation("ttl", f"is {seconds:g} seconds", "ask for a time above 0")]
        )
    return timedelta(seconds=seconds)


def read_filter(message: pb.ReviewFilter) -> Filter:
    """Which items."""
    return Filter(
        queue=message.queue,
        state=_STATES_READ.get(message.state),
        signal=message.signal,
        outlet=message.outlet,
        language=message.language,
        min_score=message.min_score,
        holder=message.reviewer,
        text=message.text,
    )


def write_filter(filter: Filter) -> pb.ReviewFilter:  # noqa: A002
    """Which items, as a message."""
    return pb.ReviewFilter(
        queue=filter.queue,
        state=STATES[filter.state] if filter.state else pb.REVIEW_STATE_UNSPECIFIED,
        signal=filter.signal,
        outlet=filter.outlet,
        language=filter.language,
        min_score=filter.min_score,
        reviewer=filter.holder,
        text=filter.text,
    )


def write_item(item: Item) -> pb.Review:
    """An item as a list shows it."""
    claim = None
    if item.holder:
        claim = pb.Claim(reviewer=item.holder, expires_at=write_moment(item.expires_at))
    return pb.Review(
        review_id=item.id,
        queue=item.queue,
        state=STATES[item.state],
        priority=item.priority,
        reach=item.reach,
        entered_at=write_moment(item.entered_at),
        claim=claim,
        article_id=item.article_id,
        title=item.title,
        outlet=item.outlet,
        language=item.language,
        url=item.url,
        total_score=item.score,
        signals=[pb.SignalScore(signal=name, score=score) for name, score in item.signals],
        revision=item.revision,
        wanted=item.wanted,
        given=item.given,
        disputed=item.disputed,
        requested=item.entry is EntryBy.REQUEST,
        rule=item.rule,
        policy=item.policy,
        updated_at=write_moment(item.updated_at),
        disposition=DISPOSITIONS[item.disposition]
        if item.disposition
        else pb.DISPOSITION_UNSPECIFIED,
        decided_at=write_moment(item.decided_at),
    )


def read_item(message: pb.Review) -> Item:
    """The item of a message."""
    held = message.HasField("claim")
    decided = message.HasField("decided_at")
    return Item(
        id=message.review_id,
        queue=message.queue,
        state=_STATES_READ[message.state],
        priority=message.priority,
        score=message.total_score,
        article_id=message.article_id,
        title=message.title,
        outlet=message.outlet,
        language=message.language,
        url=message.url,
        reach=message.reach,
        entry=EntryBy.REQUEST if message.requested else EntryBy.POLICY,
        rule=message.rule,
        policy=message.policy,
        revision=message.revision,
        signals=tuple((s.signal, s.score) for s in message.signals),
        entered_at=read_moment(message.entered_at),
        updated_at=read_moment(message.updated_at),
        wanted=message.wanted,
        given=message.given,
        disputed=message.disputed,
        holder=message.claim.reviewer if held else "",
        expires_at=read_moment(message.claim.expires_at) if held else None,
        disposition=_DISPOSITIONS_READ.get(message.disposition),
        decided_at=read_moment(message.decided_at) if decided else None,
    )


def write_review(review: Review) -> pb.Review:
    """An item with its article, score, claim and decisions."""
    message = write_item(review.item)
    message.article.CopyFrom(write_article(review.article))
    message.score.CopyFrom(write_score(review.score))
    if review.claim is not None:
        message.claim.CopyFrom(write_claim(review.claim))
    message.decisions.extend(write_decision(d) for d in review.decisions)
    message.note = review.note
    return message


def read_review(message: pb.Review) -> Review:
    """The review of a message."""
    claim = read_claim(message.claim, message.review_id) if message.HasField("claim") else None
    return Review(
        read_item(message),
        read_stored_article(message.article),
        read_score(message.score),
        claim,
        tuple(read_decision(d) for d in message.decisions),
        message.note,
    )


def write_claim(claim: Claim) -> pb.Claim:
    """A lease."""
    return pb.Claim(
        claim_token=claim.token,
        reviewer=claim.reviewer,
        expires_at=write_moment(claim.expires_at),
        revision=claim.revision,
    )


def read_claim(message: pb.Claim, item_id: str) -> Claim:
    """The lease of a message."""
    return Claim(
        item_id,
        message.reviewer,
        read_moment(message.expires_at),
        message.revision,
        message.claim_token,
    )


def write_decision(decision: Decision) -> pb.Decision:
    """A recorded decision."""
    return pb.Decision(
        decision_id=decision.id,
        review_id=decision.item_id,
        revision=decision.revision,
        reviewer=decision.reviewer,
        disposition=DISPOSITIONS[decision.draft.disposition],
        verdicts=[write_verdict(v) for v in decision.draft.verdicts],
        reason=decision.draft.reason,
        note=decision.draft.note,
        decided_at=write_moment(decision.decided_at),
        undo_until=write_moment(decision.undo_until),
        withdrawn_at=write_moment(decision.withdrawn_at),
    )


def read_decision(message: pb.Decision) -> Decision:
    """The decision of a message."""
    gone = message.HasField("withdrawn_at")
    return Decision(
        message.decision_id,
        message.review_id,
        message.revision,
        message.reviewer,
        read_draft(message.disposition, message.reason, message.note, message.verdicts),
        read_moment(message.decided_at),
        read_moment(message.undo_until),
        read_moment(message.withdrawn_at) if gone else None,
    )


def write_verdict(verdict: EvidenceVerdict) -> pb.EvidenceVerdict:
    """What a reviewer said of one piece of evidence."""
    return pb.EvidenceVerdict(
        signal=verdict.signal,
        evidence_index=verdict.index,
        verdict=VERDICTS[verdict.verdict],
        span=None if verdict.span is None else write_span(verdict.span),
        kind=verdict.kind,
    )


def read_draft(
    disposition: pb.Disposition.ValueType,
    reason: str,
    note: str,
    verdicts: Iterable[pb.EvidenceVerdict] = (),
) -> Draft:
    """What is to be decided. Raises InvalidArticle with every field that says nothing."""
    violations: list[Violation] = []
    chosen = _DISPOSITIONS_READ.get(disposition)
    if chosen is None:
        violations.append(
            Violation(
                "disposition", f"is {disposition}, which decides nothing", "use DISPOSITION_*"
            )
        )
    read: list[EvidenceVerdict] = []
    for number, message in enumerate(verdicts):
        field = f"verdicts[{number}]"
        verdict = _VERDICTS_READ.get(message.verdict)
        if verdict is None:
            violations.append(
                Violation(
                    f"{field}.verdict", f"is {message.verdict}, which says nothing", "use VERDICT_*"
                )
            )
        span = _read_span(message.span, field, violations) if message.HasField("span") else None
        if verdict is not None:
            index = -1 if verdict is Verdict.ADD else message.evidence_index
            read.append(EvidenceVerdict(message.signal, verdict, index, span, message.kind))
    if violations or chosen is None:
        raise InvalidArticle(violations)
    return Draft(chosen, tuple(read), reason, note)


def _read_span(message: article_pb2.Span, field: str, violations: list[Violation]) -> Span | None:
    if not 0 <= message.start <= message.end:
        violations.append(
            Violation(
                f"{field}.span",
                f"{message.start}..{message.end} is not a half-open range of code points",
                "send 0 <= start <= end",
            )
        )
        return None
    return Span(message.field, message.start, message.end)


def enqueue_violations(asked: scoring.Enqueue.ValueType, reach: int) -> list[Violation]:
    """What is wrong with how a scored article is to be put before people."""
    found = []
    if asked not in scoring.Enqueue.values():
        found.append(Violation("enqueue", f"is {asked}, which asks for nothing", "use ENQUEUE_*"))
    if reach < 0:
        found.append(Violation("reach", f"is {reach}", "send the number of readers, or 0"))
    return found
