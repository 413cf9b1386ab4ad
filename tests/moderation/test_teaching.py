"""Decisions teach: agreement, golden items, training rows, thresholds."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import pytest

from caveat.document import Span
from caveat.errors import InvalidArticle, NotFound, Stale, UnreadableInput
from caveat.moderation import (
    Disposition,
    Draft,
    EventKind,
    EvidenceVerdict,
    Queue,
    QueueSettings,
    State,
    Verdict,
)
from caveat.moderation.agreement import agreement, measure
from caveat.moderation.export import COLUMNS, rows, write_jsonl, write_parquet
from caveat.moderation.fit import Rate, fit, interpolate, lessons
from caveat.moderation.proposal import propose
from caveat.policy import load, parse
from caveat.store.contract import Suggestion
from tests.moderation.articles import Clock, entry
from tests.moderation.conftest import Open

CONFIRM = (EvidenceVerdict("disclaimer", Verdict.CONFIRM, 0),)
REJECT = (EvidenceVerdict("disclaimer", Verdict.REJECT, 0),)
HOLD = Draft(Disposition.HOLD, CONFIRM, "Satire.")
PUBLISH = Draft(Disposition.PUBLISH, REJECT)


def decide(queue: Queue, reviewer: str, draft: Draft, item_id: str = "") -> str:
    review = queue.claim(reviewer, item_id=item_id)
    assert review is not None
    assert review.claim is not None
    queue.decide(review.claim.token, draft)
    return review.item.id


@pytest.fixture
def in_pairs(open_queue: Open) -> Queue:
    return open_queue(QueueSettings(second_share=1.0, golden_opinions=2))


def test_agreement_is_that_of_the_published_formulas(in_pairs: Queue) -> None:
    """Worked by hand: 4 items, ann HHPP and bob HPPP. Observed 3/4; expected by Cohen
    (2*1 + 2*3)/16 = 1/2, so kappa is 1/2; by Krippendorff 1 - 7 * 2 / (2 * 3 * 5) = 8/15.
    """
    queue = in_pairs
    answers = {"a": (HOLD, HOLD), "b": (HOLD, PUBLISH), "c": (PUBLISH,) * 2, "d": (PUBLISH,) * 2}
    for name, (first, second) in answers.items():
        [entered] = queue.enqueue([entry(name)])
        decide(queue, "ann", first, entered.item_id)
        decide(queue, "bob", second, entered.item_id)
    disposition, disclaimer = agreement(queue.judged())
    assert (disposition.subject, disposition.units, disposition.same) == ("disposition", 4, 0.75)
    assert disposition.pairs[0].kappa == 0.5
    assert disposition.alpha == pytest.approx(8 / 15, abs=1e-4)
    assert (disclaimer.subject, disclaimer.alpha) == ("disclaimer", disposition.alpha)


def test_agreement_on_one_answer_alone_is_not_defined(in_pairs: Queue) -> None:
    in_pairs.enqueue([entry("a")])
    decide(in_pairs, "ann", HOLD)
    assert agreement(in_pairs.judged()) == ()
    decide(in_pairs, "bob", HOLD)
    found = agreement(in_pairs.judged())[0]
    assert (found.same, found.alpha, found.pairs[0].kappa) == (1.0, None, None)


def test_golden_items_look_like_others_and_measure_each_reviewer_once(in_pairs: Queue) -> None:
    queue = in_pairs
    item_id = queue.seed_golden(entry("gold"), HOLD, "chief")
    item = queue.get(item_id, viewer="ann").item
    assert (item.article_id, item.wanted, item.given) == ("gold", 1, 0)
    assert queue.history(item_id, viewer="ann") == []
    decide(queue, "ann", HOLD)
    assert queue.claim("ann") is None
    assert queue.get(item_id, viewer="bob").item.given == 0
    decide(queue, "bob", PUBLISH)
    assert queue.item(item_id).state is State.DECIDED
    ann, bob = measure(queue.golden_answers())
    assert (ann.reviewer, ann.answered, ann.right, ann.verdicts_right) == ("ann", 1, 1, 1)
    assert (bob.reviewer, bob.answered, bob.right, bob.verdicts, bob.verdicts_right) == (
        "bob", 1, 0, 1, 0,
    )  # fmt: skip
    assert queue.stats().queues == ()
    assert list(rows(queue.judged())) == []
    assert lessons(queue.judged()) == {}
    assert queue.verify().faults == ()


def test_a_golden_item_keeps_no_real_article_out(in_pairs: Queue) -> None:
    in_pairs.seed_golden(entry("a"), HOLD, "chief")
    in_pairs.enqueue([entry("a")])
    assert in_pairs.count() == 2
    with pytest.raises(Stale):
        in_pairs.seed_golden(entry("a"), HOLD, "chief")
    with pytest.raises(InvalidArticle):
        in_pairs.seed_golden(entry("b"), Draft(Disposition.HOLD), "chief")


@pytest.fixture
def taught(queue: Queue) -> Queue:
    """Three decisions and a suggestion."""
    queue.enqueue([entry("a", 0.9), entry("b", 0.8), entry("c", 0.7)])
    corrected = EvidenceVerdict("disclaimer", Verdict.CORRECT, 0, Span("text", 0, 20), "fiction")
    added = EvidenceVerdict("bio", Verdict.ADD, -1, Span("title", 0, 6), "off_topic_bio")
    decide(queue, "ann", Draft(Disposition.HOLD, (corrected, added), "Fiction."))
    decide(queue, "bob", PUBLISH)
    decide(queue, "ann", Draft(Disposition.PUBLISH))
    return queue


def test_decisions_become_rows_that_say_where_they_come_from(taught: Queue) -> None:
    found = list(rows(taught.judged()))
    assert [(r["row"], r["verdict"], r["label"]) for r in found] == [
        ("article", None, 1),
        ("evidence", "correct", 1),
        ("evidence", "add", 1),
        ("article", None, 0),
        ("evidence", "reject", 0),
        ("article", None, 0),
    ]
    row = found[1]
    assert (row["kind"], row["passage"], row["shown_kind"]) == (
        "fiction",
        "This story is satire",
        "satire",
    )
    assert (row["rule"], row["ruleset"], row["policy"]) == ("test.rule@1", "1", "p1")
    assert found[2]["passage"] == "Bridge"
    assert [r["reviewer"] for r in found] == ["r1", "r1", "r1", "r2", "r2", "r1"]
    events = {e.sequence: e.hash for e in taught.events()}
    assert all(events[r["log_sequence"]] == r["log_hash"] for r in found)
    assert found[0]["text"] == taught.get(found[0]["item_id"]).article.text


def test_rows_are_the_same_in_json_lines_and_parquet(taught: Queue, tmp_path: Path) -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    stream = io.StringIO()
    assert write_jsonl(rows(taught.judged()), stream) == 6
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert list(lines[0]) == [name for name, _, _ in COLUMNS]
    file = tmp_path / "rows.parquet"
    assert write_parquet(rows(taught.judged()), file) == 6
    table = parquet.read_table(file)
    assert table.to_pylist() == lines
    assert table.schema.field("label").metadata[b"meaning"].startswith(b"1: a person upheld")


def test_a_suggestion_becomes_a_row_with_the_score_it_speaks_of(taught: Queue, url: str) -> None:
    import caveat.store

    store = caveat.store.open(url)
    store.suggest(Suggestion("b", "disclaimer", "It was a joke.", fits=True, suggested_by="eve"))
    store.suggest(Suggestion("unknown", "bio", "No.", fits=False))
    store.close()
    known, unknown = rows((), taught.suggested())
    assert (known["row"], known["label"], known["signal_score"]) == ("suggestion", 1, 0.8)
    assert (unknown["article_id"], unknown["signal_score"]) == ("unknown", None)
    assert lessons((), taught.suggested()) == {"disclaimer": [(0.8, True)]}


def test_only_what_was_judged_teaches_thresholds(taught: Queue) -> None:
    assert lessons(taught.judged()) == {
        "bio": [(0.0, True)],
        "disclaimer": [(0.9, True), (0.8, False)],
    }


def pairs(count: int, seed: int = 1) -> list[tuple[float, bool]]:
    """Scores that claim twice what people uphold: the true probability is half the score."""
    drawn = random.Random(seed)  # noqa: S311 (a seeded draw)
    scores = [round(drawn.random(), 3) for _ in range(count)]
    return [(s, drawn.random() < s / 2) for s in scores]


def test_a_fit_finds_what_the_scores_are_worth() -> None:
    found = fit("bio", pairs(4_000), precision=0.4)
    assert found.threshold is not None
    assert found.brier is not None
    assert found.brier_before is not None
    assert found.brier < found.brier_before
    for score in (0.2, 0.5, 0.8):
        assert interpolate(found.points, score) == pytest.approx(score / 2, abs=0.06)
    # What holds from a threshold t on is the mean of [t/2, 1/2]: 0.4 is reached at t = 0.6.
    assert found.threshold == pytest.approx(0.3, abs=0.06)
    low, high = found.precision.interval
    assert low < 0.4 < high


def test_what_a_fit_expects_holds_on_decisions_that_it_never_saw() -> None:
    found = fit("bio", pairs(3_000), precision=0.4)
    assert found.threshold is not None
    fresh = [(interpolate(found.points, s) >= found.threshold, y) for s, y in pairs(20_000, seed=2)]
    precision = Rate(sum(f and y for f, y in fresh), sum(f for f, _ in fresh)).share
    recall = Rate(sum(f and y for f, y in fresh), sum(y for _, y in fresh)).share
    assert found.precision.interval[0] <= precision <= found.precision.interval[1]
    assert found.recall.interval[0] <= recall <= found.recall.interval[1]


def test_too_few_decisions_and_an_unreachable_precision_change_nothing() -> None:
    assert "at least 50" in fit("bio", pairs(49), 0.4).why_not
    assert "rarer kind" in fit("bio", [(0.5, True)] * 500, 0.4).why_not
    drawn = random.Random(3)  # noqa: S311
    noise = [(drawn.random(), drawn.random() < 0.1) for _ in range(500)]
    assert fit("bio", [(0.5, y) for _, y in noise], 0.9).threshold is None


def test_a_higher_score_never_counts_for_less_after_a_fit() -> None:
    wrong = [(1 - s, y) for s, y in pairs(500)]
    points = fit("bio", wrong, 0.2).points
    assert points
    values = [interpolate(points, s / 100) for s in range(101)]
    assert values == sorted(values)


@pytest.mark.parametrize(("hits", "total"), [(0, 0), (0, 10), (5, 10), (10, 10)])
def test_intervals_hold_their_share(hits: int, total: int) -> None:
    low, high = Rate(hits, total).interval
    assert 0 <= low <= Rate(hits, total).share <= high <= 1


def test_a_proposal_is_a_policy_that_reads_back_as_it_was_meant() -> None:
    base = load()
    found = fit("bio", pairs(2_000), 0.4)
    text = propose(base, [found, fit("conflict", [], 0.4)])
    proposed = parse(text, "proposal")
    assert proposed.version.startswith(base.version + "+")
    assert proposed.thresholds["bio"] == found.threshold
    assert proposed.thresholds["conflict"] == base.thresholds["conflict"]
    assert proposed.weights == base.weights
    assert proposed.calibrated("bio", 0.5) == pytest.approx(interpolate(found.points, 0.5))
    assert propose(base, [found, fit("conflict", [], 0.4)]) == text


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        ("[[0.0, 0.5], [1.0, 0.4]]", "falls"),
        ("[[0.5, 0.5], [0.5, 0.6]]", "holds a score twice"),
        ("[[0.5, 1.5]]", "not from 0 to 1"),
        ("[[0.5]]", "a number or a table"),
        ("7", "a number or a table"),
    ],
)
def test_a_calibration_that_falls_is_refused(points: str, fault: str) -> None:
    text = f"{policy_of('x')}calibration = {points}\n"
    with pytest.raises(UnreadableInput, match=fault):
        parse(text, "x")


def policy_of(version: str) -> str:
    return f'version = "{version}"\nhold = 0.5\n[signals.bio]\nweight = 1.0\nthreshold = 0.5\n'


def test_policies_are_applied_by_people_and_gone_back_from(queue: Queue, clock: Clock) -> None:
    assert queue.policies.in_force() is None
    first = queue.policies.apply(policy_of("1"), "chief")
    assert first.policy.version == "1"
    clock.forward(hours=1)
    queue.policies.apply(policy_of("2"), "chief")
    assert [(p.version, p.in_force) for p in queue.policies.all()] == [("2", True), ("1", False)]
    back = queue.policies.revert("editor")
    assert back is not None
    assert back.version == "1"
    assert queue.policies.revert("editor") is None
    assert queue.policies.in_force() is None
    with pytest.raises(NotFound):
        queue.policies.revert("editor")
    assert queue.policies.apply(policy_of("2"), "chief").in_force
    told = [(e.kind, e.actor, e.data["version"]) for e in queue.events()]
    assert told == [
        (EventKind.POLICY_APPLIED, "chief", "1"),
        (EventKind.POLICY_APPLIED, "chief", "2"),
        (EventKind.POLICY_REVERTED, "editor", "2"),
        (EventKind.POLICY_REVERTED, "editor", "1"),
        (EventKind.POLICY_APPLIED, "chief", "2"),
    ]


def test_a_version_says_one_thing_for_good(queue: Queue) -> None:
    queue.policies.apply(policy_of("1"), "chief")
    with pytest.raises(Stale, match="in force already"):
        queue.policies.apply(policy_of("1"), "chief")
    with pytest.raises(Stale, match="another content"):
        queue.policies.apply(policy_of("1") + "# more\n", "chief")
    with pytest.raises(UnreadableInput):
        queue.policies.apply("version = 3", "chief")
