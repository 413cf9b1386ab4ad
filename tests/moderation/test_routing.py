"""Rules send items to queues, in order; one that floods is stopped, and says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from caveat.errors import NotFound, UnreadableInput
from caveat.moderation import EventKind, QueueSettings
from caveat.moderation.routing import Routing, Rule
from caveat.moderation.settings import load
from tests.moderation.articles import Clock, entry
from tests.moderation.conftest import Open


def routed(*rules: Rule) -> QueueSettings:
    return QueueSettings(second_share=0.0, routing=Routing("general", rules))


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        (Rule("r", "q", signal="disclaimer"), {"a", "b"}),
        (Rule("r", "q", signal="disclaimer", min_score=0.8), {"a"}),
        (Rule("r", "q", max_score=0.7), {"b"}),
        (Rule("r", "q", kinds=("date",)), {"c"}),
        (Rule("r", "q", languages=("FR",)), {"b"}),
        (Rule("r", "q", outlets=("the gazette",)), {"a", "c"}),
        (Rule("r", "q", outlets=("the gazette",), signal="conflict"), {"c"}),
    ],
)
def test_a_rule_takes_what_matches_all_that_it_says(
    open_queue: Open, rule: Rule, taken: set[str]
) -> None:
    queue = open_queue(routed(rule))
    queue.enqueue(
        [
            entry("a", 0.9),
            entry("b", 0.6, outlet="Le Monde", language="fr"),
            entry("c", 0.8, signal="conflict", kind="date"),
        ]
    )
    assert {i.article_id for i in queue.list().items if i.queue == "q"} == taken


def test_the_first_rule_that_matches_wins(open_queue: Open) -> None:
    queue = open_queue(routed(Rule("r1", "first"), Rule("r2", "second")))
    queue.enqueue([entry("a")])
    [item] = queue.list().items
    assert (item.queue, item.rule) == ("first", "r1")


def test_a_shadow_rule_records_what_it_would_have_sent_and_sends_nothing(open_queue: Open) -> None:
    queue = open_queue(
        routed(Rule("new", "elsewhere", shadow=True), Rule("old", "here", min_score=0.8))
    )
    queue.enqueue([entry("a", 0.9), entry("b", 0.6)])
    assert {i.queue for i in queue.list().items} == {"here", "general"}
    new, old = queue.stats().rules
    assert (new.would_have_sent, new.sent, new.shadow) == (2, 0, True)
    assert (old.would_have_sent, old.sent) == (0, 1)
    assert queue.events()[0].data["shadows"] == [["new", "elsewhere"]]


def test_a_rule_that_floods_is_quarantined_and_says_so(open_queue: Open, clock: Clock) -> None:
    flood = Rule("wide", "satire", flood_items=3, flood_window=timedelta(minutes=10))
    queue = open_queue(routed(flood, Rule("next", "rest", min_score=0.8)))
    queue.enqueue([entry(f"a{n}", 0.9) for n in range(3)])
    clock.forward(minutes=5)
    queue.enqueue([entry(f"b{n}", 0.9) for n in range(3)])
    assert [i.queue for i in queue.list().items].count("rest") == 3
    [told] = [e for e in queue.events() if e.kind is EventKind.RULE_QUARANTINED]
    assert told.data["why"] == "sent 3 items to satire within 10 minutes"
    stats = queue.stats().rules[0]
    assert (stats.sent, stats.quarantined_at) == (3, clock.now)
    clock.forward(days=1)
    queue.enqueue([entry("c", 0.9)])
    assert [i.queue for i in queue.list().items].count("satire") == 3

    queue.restore_rule("wide", "chief")
    queue.enqueue([entry("d", 0.9)])
    assert [i.queue for i in queue.list().items].count("satire") == 4
    with pytest.raises(NotFound):
        queue.restore_rule("wide", "chief")


def test_a_quarantined_rule_that_was_changed_works_again(open_queue: Open) -> None:
    queue = open_queue(routed(Rule("wide", "satire", flood_items=1)))
    queue.enqueue([entry("a"), entry("b")])
    changed = open_queue(routed(Rule("wide", "satire", flood_items=5)))
    changed.enqueue([entry("c")])
    assert [i.queue for i in queue.list().items].count("satire") == 2
    assert changed.stats().rules[0].quarantined_why == ""


def test_a_rescored_open_item_is_routed_again_and_counts_once(open_queue: Open) -> None:
    queue = open_queue(routed(Rule("high", "urgent", min_score=0.8, flood_items=1)))
    queue.enqueue([entry("a", 0.6)])
    queue.enqueue([entry("a", 0.9, policy="p2")])
    queue.enqueue([entry("a", 0.95, policy="p3")])
    [item] = queue.list().items
    assert item.queue == "urgent"
    assert queue.stats().rules[0].quarantined_why == ""


def test_the_settings_that_ship_can_be_read_and_hold_what_they_say() -> None:
    settings = load()
    assert settings == QueueSettings()


def test_settings_are_read_from_a_file_with_their_rules(tmp_path: Path) -> None:
    file = tmp_path / "queue.toml"
    file.write_text(
        '[leases]\nminutes = 5\n[routing]\nflood_items = 9\n[[routing.rules]]\nname = "a"\n'
        'queue = "b"\nsignal = "bio"\nflood_minutes = 2\n'
    )
    settings = load(file)
    assert settings.lease == timedelta(minutes=5)
    assert settings.routing.rules == (
        Rule("a", "b", "bio", flood_items=9, flood_window=timedelta(minutes=2)),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[leases]\nminutes = 0", "leases.minutes"),
        ("[leases]\nminutes = 9999", "above leases.max_minutes"),
        ("[leases]\nhours = 1", "leases.hours"),
        ("[decisions]\nreason_for = ['burn']", "decisions.reason_for.0"),
        ("[[routing.rules]]\nname = 'a'\nqueue = ''", "routing.rules.0.queue"),
        ("[[routing.rules]]\nname='a'\nqueue='b'\n" * 2, "two routing rules are named 'a'"),
        ("[opinions]\nsecond_share = nan", "opinions.second_share"),
        ("x", "not a TOML file"),
    ],
)
def test_settings_that_are_wrong_are_refused_by_name(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "queue.toml"
    file.write_text(text)
    with pytest.raises(UnreadableInput, match=fault.replace("[", r"\[")):
        load(file)
