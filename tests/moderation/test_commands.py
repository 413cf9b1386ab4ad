"""``caveat queue`` and ``caveat policy``, as a person at a shell uses them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import caveat.moderation
from caveat.cli.app import app
from caveat.errors import CaveatError, InvalidArticle, LeaseLost, NotFound, UnreadableInput
from caveat.moderation import Disposition, Draft, QueueSettings
from tests.moderation.articles import entry

Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path, blank: Path) -> str:
    path = tmp_path / "queue.db"
    path.write_bytes(blank.read_bytes())
    url = f"sqlite:///{path}"
    queue = caveat.moderation.open(url, QueueSettings(second_share=0.0))
    queue.enqueue([entry("a", 0.9), entry("b", 0.6, language="fr"), entry("c\x1b[31m", 0.55)])
    queue.close()
    return url


@pytest.fixture
def run(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the store; what it refuses is raised, as the entry point would print it."""
    rules = tmp_path / "rules.toml"
    rules.write_text("[opinions]\nsecond_share = 0.0\n")
    monkeypatch.setenv("CAVEAT_STORE", store)
    monkeypatch.setenv("CAVEAT_QUEUE", str(rules))

    def run(*arguments: object, code: int = 0) -> Result:
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if isinstance(result.exception, CaveatError):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


def ids(listed: str) -> Sequence[str]:
    return [line.split()[0] for line in listed.splitlines()]


def test_items_are_listed_filtered_and_shown(run: Run) -> None:
    listed = run("queue", "list")
    assert "3 of 3" in listed.stderr
    assert len(ids(listed.stdout)) == 3
    assert "\x1b" not in listed.stdout
    [only] = ids(run("queue", "list", "--language", "fr").stdout)
    shown = run("queue", "show", only, "--history").stdout
    assert "disclaimer:0 satire" in shown
    assert "entered" in shown


def test_an_item_is_claimed_decided_undone_and_reopened(run: Run) -> None:
    claimed = run("queue", "claim", "--as", "ann").stdout
    item = ids(claimed)[0]
    with pytest.raises(LeaseLost):
        run("queue", "decide", item, "--as", "bob", "--disposition", "publish")
    with pytest.raises(InvalidArticle, match="reason"):
        run("queue", "decide", item, "--as", "ann", "--disposition", "hold")
    decided = run(
        "queue", "decide", item, "--as", "ann", "--disposition", "hold", "--reason", "Satire.",
        "--confirm", "disclaimer:0",
    ).stdout  # fmt: skip
    decision = decided.split()[1].rstrip(";")
    assert "decided hold" in run("queue", "list", "--all").stdout
    assert "open" in run("queue", "undo", decision, "--as", "ann").stdout
    run("queue", "decide", item, "--as", "ann", "--disposition", "publish")
    assert "open" in run("queue", "reopen", item, "--as", "ed", "--reason", "A letter.").stdout
    assert "open 3" in run("queue", "stats").stdout


def test_a_decision_that_is_refused_keeps_no_item_that_was_not_held_before(run: Run) -> None:
    item = ids(run("queue", "list").stdout)[0]
    with pytest.raises(InvalidArticle, match="reason"):
        run("queue", "decide", item, "--as", "ann", "--disposition", "hold")
    assert item in ids(run("queue", "claim", "--as", "bob").stdout)
    with pytest.raises(InvalidArticle, match="reason"):
        run("queue", "decide", item, "--as", "bob", "--disposition", "hold")
    with pytest.raises(LeaseLost):
        run("queue", "decide", item, "--as", "ann", "--disposition", "publish")


def test_an_item_is_given_back(run: Run) -> None:
    item = ids(run("queue", "claim", "--as", "ann", "--language", "fr").stdout)[0]
    with pytest.raises(LeaseLost):
        run("queue", "release", item, "--as", "bob")
    run("queue", "release", item, "--as", "ann", "--skip", "--note", "Not mine.")
    run("queue", "claim", "--as", "ann", "--language", "fr", code=1)
    assert "Not mine." in run("queue", "show", item).stdout


def test_a_bulk_action_is_shown_before_it_is_done(run: Run) -> None:
    arguments = (
        "queue",
        "bulk",
        "--as",
        "ann",
        "--disposition",
        "publish",
        "--signal",
        "disclaimer",
    )
    assert "3 would be decided" in run(*arguments).stderr
    assert "3 of 3" in run("queue", "list").stderr
    assert "decided 3" in run(*arguments, "--yes").stderr
    assert "0 of 0" in run("queue", "list").stderr


def test_the_log_is_checked_against_a_hash_that_was_noted(run: Run) -> None:
    noted = run("queue", "verify").stdout.split()[-1]
    run("queue", "claim", "--as", "ann")
    assert "sound" in run("queue", "verify", "--expect", noted).stdout
    forged = noted.split(":")[0] + ":" + "0" * 64
    run("queue", "verify", "--expect", forged, code=1)
    with pytest.raises(InvalidArticle):
        run("queue", "verify", "--expect", "x")
    assert len(run("queue", "events", "--json").stdout.splitlines()) == 4


def test_decisions_are_exported_in_both_formats(run: Run, tmp_path: Path) -> None:
    item = ids(run("queue", "list").stdout)[0]
    run(
        "queue", "decide", item, "--as", "ann", "--disposition", "publish",
        "--reject", "disclaimer:0",
    )  # fmt: skip
    for name in ("rows.jsonl", "rows.parquet"):
        assert "2 rows" in run("queue", "export", tmp_path / name).stderr
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text().splitlines()]
    assert [(r["row"], r["label"]) for r in rows] == [("article", 0), ("evidence", 0)]
    assert run("queue", "export", "-").stdout == (tmp_path / "rows.jsonl").read_text()


def test_articles_are_scored_and_put_before_people(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "joke.txt"
    article.write_text(
        "This story is satire.\n\nThe mayor flew to the moon on Monday, officials said."
    )
    assert "entered" in run("queue", "add", article, "--always", "--reach", "9").stdout
    assert "unchanged" in run("queue", "add", article, "--always", "--reach", "9").stdout
    golden = run(
        "queue", "golden", "add", article, "--as", "ed", "--disposition", "hold",
        "--evidence", "confirm",
    ).stdout  # fmt: skip
    item = golden.split()[-1]
    run("queue", "decide", item, "--as", "ann", "--disposition", "publish")
    assert "ann: 0 of 1 decisions right" in run("queue", "golden", "report").stdout
    assert "no two people" in run("queue", "agreement").stderr


def test_a_policy_is_fitted_applied_shown_and_reverted(
    run: Run, store: str, tmp_path: Path
) -> None:
    from caveat.moderation import EvidenceVerdict, Verdict

    queue = caveat.moderation.open(store, QueueSettings(second_share=0.0))
    queue.enqueue([entry(f"x{n}", 0.5 + n / 200) for n in range(90)])
    for number in range(90):
        review = queue.claim("ann")
        assert review is not None
        assert review.claim is not None
        right = review.score.score > 0.7 and number % 7 > 0
        word = Verdict.CONFIRM if right else Verdict.REJECT
        queue.decide(
            review.claim.token,
            Draft(Disposition.PUBLISH, (EvidenceVerdict("disclaimer", word, 0),)),
        )
    queue.close()
    proposed = tmp_path / "proposed.toml"
    fitted = run("policy", "fit", "--precision", "0.7", "--out", proposed)
    assert "expected precision" in fitted.stdout
    assert "of the settings" in run("policy", "show").stdout
    assert "is in force" in run("policy", "apply", proposed, "--by", "ed").stdout
    assert "applied" in run("policy", "show", "--body").stdout
    assert "of the settings" in run("policy", "revert", "--by", "ed").stdout
    with pytest.raises(NotFound):
        run("policy", "revert", "--by", "ed")
    with pytest.raises(UnreadableInput):
        run("policy", "apply", tmp_path / "nothing.toml", "--by", "ed")


def test_a_fit_without_decisions_says_so(run: Run) -> None:
    assert "nothing to learn from" in run("policy", "fit", code=1).stderr


def test_webhooks_are_added_listed_and_removed(run: Run) -> None:
    added = run(
        "queue", "webhook", "add", "https://hooks.example.com/x", "--kind", "decided"
    ).stdout
    hook, secret = added.split()[1], added.split()[3]
    listed = run("queue", "webhook", "list").stdout
    assert hook in listed
    assert secret not in listed
    assert run("queue", "webhook", "dead").stdout == ""
    assert "0 will be tried" in run("queue", "webhook", "revive", hook).stdout
    run("queue", "webhook", "remove", hook)
    with pytest.raises(NotFound):
        run("queue", "webhook", "remove", hook)
    with pytest.raises(InvalidArticle):
        run("queue", "webhook", "add", "https://169.254.169.254/")
    with pytest.raises(NotFound):
        run("queue", "webhook", "revive", hook)


def test_a_rule_that_is_not_quarantined_cannot_be_restored(run: Run) -> None:
    with pytest.raises(NotFound):
        run("queue", "restore-rule", "x", "--as", "ed")


@pytest.mark.parametrize(
    "arguments",
    [
        ("queue", "claim", "--as", "ann", "--minutes", "nan"),
        ("queue", "claim", "--as", "ann", "--minutes", "inf"),
        ("queue", "claim", "--as", "ann", "--minutes", "1e300"),
        ("queue", "events", "--after", "9" * 30),
        ("queue", "add", "nothing.txt", "--reach", "9" * 30),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(run: Run, arguments: Sequence[str]) -> None:
    run(*arguments, code=2)


def test_a_number_of_thousands_of_digits_is_refused(run: Run) -> None:
    [item, *_] = ids(run("queue", "list").stdout)
    with pytest.raises(InvalidArticle):
        run("queue", "verify", "--expect", "9" * 5_000 + ":hash")
    with pytest.raises(InvalidArticle):
        run("queue", "decide", item, "--as", "ann", "--disposition", "publish",
            "--confirm", "disclaimer:" + "9" * 5_000)  # fmt: skip


@pytest.mark.parametrize("name", ["rows.csv", "none/rows.jsonl", "none/rows.parquet"])
def test_an_export_that_cannot_be_written_says_so(run: Run, tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableInput, match="rows"):
        run("queue", "export", tmp_path / name)
    assert not (tmp_path / name).exists()
