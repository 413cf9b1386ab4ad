"""What a run came to: as text for a terminal and a log, and as a page for a browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from caveat.batch.tally import BINS, Tally

_STATUSES = ("FOUND", "CLEAR", "SKIPPED", "FAILED")
# How many rows a table has at most.
_ROWS = 30
# A plot's width and its bars' height and distance, in SVG units.
_WIDTH = 320
_BAR = 14
_STEP = 20


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished run: its counts, how many records were refused, and what rows carry;
    ``queued`` is how many articles wait for review, None when none were sent.
    """

    tally: Tally
    refused: int
    queued: int | None
    versions: Mapping[str, str]


def text(summary: Summary) -> str:
    """For people, one fact a line."""
    tally = summary.tally
    related = _share(tally.with_related, tally.articles)
    lines = [
        f"articles scored      {tally.articles:>12,}",
        f"  held for review    {tally.held:>12,}  {_share(tally.held, tally.articles)}",
        f"  with other reports {tally.with_related:>12,}  {related}",
        f"  copies of another  {tally.copies:>12,}  {_share(tally.copies, tally.articles)}",
        f"records refused      {summary.refused:>12,}"
        + ("  (see errors.jsonl)" if summary.refused else ""),
        *([f"waiting for review   {summary.queued:>12,}"] if summary.queued is not None else []),
        "",
        "signal            " + "".join(f"{status:>12}" for status in _STATUSES),
    ]
    lines += [
        f"{signal:18}" + "".join(f"{counts[status]:>12,}" for status in _STATUSES)
        for signal, counts in by_signal(tally).items()
    ]
    for title, counts in (("evidence", tally.kinds), ("language", tally.languages)):
        lines += ["", f"{title:34}{'articles':>14}"]
        lines += [f"{name or '(unknown)':34}{count:>14,}" for name, count in _most(counts)]
    if tally.slowest:
        lines += ["", "slowest, seconds of processor time"]
        lines += [f"{seconds:10.2f}  {_plain(i)}  {_plain(p)}" for seconds, i, p in tally.slowest]
    lines += ["", "versions"]
    lines += [f"{name:24}{value}" for name, value in summary.versions.items()]
    return "\n".join(lines) + "\n"


def html(summary: Summary) -> str:
    """A self-contained page: no script, nothing fetched, everything from articles escaped."""
    tally = summary.tally
    scores = [(f"{i / BINS:.2f}", n) for i, n in enumerate(tally.scores)]
    return _template().render(
        summary=summary,
        share=_share,
        statuses=_STATUSES,
        signals=by_signal(tally),
        plots=[
            ("Scores, from 0 to 1", "article scores in steps of 0.05", bars(scores)),
            ("Evidence", "articles with each kind of evidence", bars(_most(tally.kinds))),
            ("Languages", "articles in each language", bars(_most(tally.languages))),
        ],
        width=_WIDTH,
    )


def by_signal(tally: Tally) -> dict[str, dict[str, int]]:
    """Articles by signal and status."""
    names = sorted({name.split()[0] for name in tally.signals})
    return {n: {status: tally.signals[f"{n} {status}"] for status in _STATUSES} for n in names}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot, in SVG units."""

    label: str
    count: int
    y: int
    length: float


def bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    """Horizontal bars, the longest as wide as the plot."""
    most = max((count for _, count in counts), default=0) or 1
    return [
        Bar(
            label or "(unknown)", count, i * _STEP + (_STEP - _BAR), round(_WIDTH * count / most, 1)
        )
        for i, (label, count) in enumerate(counts)
    ]


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ranked[_ROWS:])
    return ranked[:_ROWS] + ([("all others", rest)] if rest else [])


def _share(count: int, total: int) -> str:
    return f"{count / total:.1%}" if total else ""


def _plain(value: str) -> str:
    """What came from an article or a file name, safe in a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in value)


@cache
def _template() -> Template:
    # Everything that an article can hold passes through autoescape.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files("caveat.batch").joinpath("summary.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
