"""The audit log shows whatever was done to it afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from caveat.moderation import Disposition, Draft, EventKind, Queue
from caveat.moderation.chain import GENESIS, canonical, digest
from caveat.store.database import Database
from caveat.store.queue_tables import decisions, items, log, log_head
from tests.moderation.articles import Clock, entry

Tamper = Callable[[sa.Connection], object]


def entry_3_has(**values: str) -> Tamper:
    return lambda c: c.execute(sa.update(log).where(log.c.sequence == 3).values(values))


@pytest.fixture
def busy(queue: Queue, clock: Clock) -> Queue:
    """A queue in which this and that has happened."""
    queue.enqueue([entry(f"a{n}") for n in range(4)])
    for reviewer in ("ann", "bob"):
        review = queue.claim(reviewer)
        assert review is not None
        assert review.claim is not None
        made = queue.decide(review.claim.token, Draft(Disposition.HOLD, reason="Doubtful."))
        clock.forward(seconds=7)
    queue.undo(made.id, "bob")
    return queue


def tampered(url: str, tamper: Tamper) -> None:
    database = Database(url)
    with database.writing() as connection:
        tamper(connection)
    database.close()


def test_a_log_that_nobody_touched_verifies(busy: Queue) -> None:
    found = busy.verify()
    assert found.faults == ()
    events = busy.events()
    assert (found.entries, found.head) == (len(events), events[-1].hash)
    assert busy.verify(expect=(events[2].sequence, events[2].hash)).faults == ()


def test_every_hash_covers_its_entry_and_the_one_before(busy: Queue) -> None:
    previous = GENESIS
    for number, event in enumerate(busy.events(), start=1):
        assert (event.sequence, event.previous) == (number, previous)
        assert digest(event) == event.hash
        previous = event.hash


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (
            lambda c: c.execute(sa.update(log).where(log.c.sequence == 3).values(actor="eve")),
            "entry 3: its content was changed",
        ),
        (lambda c: c.execute(sa.delete(log).where(log.c.sequence == 3)), "entry 3: 1 missing"),
        (lambda c: c.execute(sa.delete(log).where(log.c.sequence > 6)), "entries are missing"),
        (lambda c: c.execute(sa.delete(log).where(log.c.sequence == 1)), "entry 1: 1 missing"),
        (lambda c: c.execute(sa.delete(log)), "entries are missing"),
        (lambda c: c.execute(sa.delete(log_head)), "the head is missing"),
        (lambda c: c.execute(sa.update(log_head).values(hash="0" * 64)), "the head is not"),
        (
            lambda c: [
                c.execute(sa.update(log).where(log.c.sequence == a).values(sequence=b))
                for a, b in ((3, 99), (4, 3), (99, 4))
            ],
            "entry 3: does not follow",
        ),
        (lambda c: c.execute(sa.update(decisions).values(reviewer="eve")), "is not what entry"),
        (lambda c: c.execute(sa.delete(decisions)), "was deleted"),
        (
            lambda c: c.execute(
                sa.update(decisions).values(withdrawn_at=None, withdrawn_sequence=None)
            ),
            "the log says otherwise",
        ),
        (lambda c: c.execute(sa.update(decisions).values(draft="no JSON")), "is not what entry"),
        (entry_3_has(data="no JSON"), "entry 3: its content was changed"),
        (entry_3_has(data="[1]"), "entry 3: its content was changed"),
        (entry_3_has(data='{"until": NaN}'), "entry 3: its content was changed"),
        (entry_3_has(data="[" * 100_000), "entry 3: its content was changed"),
        (entry_3_has(kind="forged"), "entry 3: its content was changed"),
        (
            lambda c: c.execute(
                sa.update(items).where(items.c.state == "decided").values(disposition="publish")
            ),
            "is decided as publish, the log says hold",
        ),
        (
            lambda c: c.execute(sa.update(items).values(state="decided", disposition="publish")),
            "is decided as publish, the log does not say so",
        ),
        (
            lambda c: c.execute(sa.update(items).values(state="open", disposition=None)),
            "is not decided, the log says hold",
        ),
    ],
)
def test_whatever_is_done_to_the_log_is_found(
    busy: Queue, url: str, tamper: Tamper, fault: str
) -> None:
    tampered(url, tamper)
    assert any(fault in found for found in busy.verify().faults)


def test_one_entry_that_cannot_be_read_hides_no_other_fault(busy: Queue, url: str) -> None:
    tampered(url, entry_3_has(kind="forged"))
    tampered(
        url, lambda c: c.execute(sa.update(log).where(log.c.sequence == 5).values(actor="eve"))
    )
    faults = busy.verify().faults
    assert "entry 3: its content was changed" in faults
    assert "entry 5: its content was changed" in faults


def test_an_item_that_was_reopened_agrees_with_the_log(busy: Queue) -> None:
    decided = next(e.item_id for e in busy.events() if e.kind is EventKind.DECIDED)
    busy.reopen(decided, "cid", reason="Too hasty.")
    assert busy.verify().faults == ()


def test_an_added_entry_is_found(busy: Queue, url: str) -> None:
    last = busy.events()[-1]
    forged = {
        "sequence": last.sequence + 1,
        "at": last.at,
        "kind": EventKind.DECIDED.value,
        "item": last.item_id,
        "actor": "eve",
        "data": "{}",
        "previous": last.hash,
        "hash": "f" * 64,
    }
    tampered(url, lambda c: c.execute(sa.insert(log).values(forged)))
    [fault] = busy.verify().faults
    assert "stands after the head" in fault


def test_a_log_forged_with_its_head_is_found_by_a_hash_noted_elsewhere(
    busy: Queue, url: str
) -> None:
    noted = busy.events()[-1]

    def forge(connection: sa.Connection) -> None:
        from caveat.moderation.sql.log import event_of

        previous = GENESIS
        for row in connection.execute(sa.select(log).order_by(log.c.sequence)).all():
            event = event_of(row)
            data = {**event.data, "reach": 5} if event.sequence == 1 else event.data
            forged = type(event)(
                event.sequence, event.at, event.kind, event.item_id, event.actor, data, previous, ""
            )
            previous = digest(forged)
            connection.execute(
                sa.update(log)
                .where(log.c.sequence == event.sequence)
                .values(data=canonical(data), previous=forged.previous, hash=previous)
            )
        connection.execute(sa.update(log_head).values(hash=previous))

    tampered(url, forge)
    assert busy.verify().faults == ()
    [fault] = busy.verify(expect=(noted.sequence, noted.hash)).faults
    assert "does not have the hash that was noted" in fault


def test_the_log_holds_no_word_of_an_article(busy: Queue) -> None:
    told = json.dumps([dict(e.data) for e in busy.events()])
    assert "bridge" not in told
    assert "Bridge" not in told


def test_canonical_json_refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))
