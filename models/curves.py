"""A run's log as curves in one page of HTML: ``python -m models.curves runs/NAME``."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path

_WIDE, _HIGH, _POINTS = 760, 220, 300
_INK = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#17becf")

Curve = list[tuple[float, float]]


def write(log: Path, page: Path) -> None:
    """Draw loss (a mean over neighbours) and scores over steps."""
    loss: defaultdict[str, Curve] = defaultdict(list)
    score: defaultdict[str, Curve] = defaultdict(list)
    for line in log.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for head, value in entry.get("by_head", {}).items():
            loss[head].append((entry["step"], value))
        for key, value in entry.get("scores", {}).items():
            score[key].append((entry["step"], value))
    smooth = {head: _means(curve) for head, curve in loss.items()}
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>{escape(log.parent.name)}</title>"
        f"<h1>{escape(log.parent.name)}</h1>"
        f"<h2>Loss</h2>{_chart(smooth)}<h2>Scores on held-out groups</h2>{_chart(score)}\n",
        encoding="utf-8",
    )


def _means(curve: Curve) -> Curve:
    size = max(1, len(curve) // _POINTS)
    parts: Sequence[Curve] = [curve[i : i + size] for i in range(0, len(curve), size)]
    return [(p[-1][0], sum(y for _, y in p) / len(p)) for p in parts]


def _chart(curves: dict[str, Curve]) -> str:
    points = [p for curve in curves.values() for p in curve]
    if not points:
        return "<p>None yet.</p>"
    right = max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    tall = (high - low) or 1.0
    lines, names = [], []
    for i, (name, curve) in enumerate(sorted(curves.items())):
        ink = _INK[i % len(_INK)]
        path = " ".join(
            f"{_WIDE * x / right:.1f},{_HIGH - _HIGH * (y - low) / tall:.1f}" for x, y in curve
        )
        lines.append(f'<polyline fill="none" stroke="{ink}" points="{path}"/>')
        names.append(f'<li style="color:{ink}">{escape(name)}: {curve[-1][1]:.3f} at the end</li>')
    return (
        f'<svg role="img" aria-label="from {low:.3f} to {high:.3f} over {right:.0f} steps"'
        f' width="{_WIDE}" height="{_HIGH}" style="border:1px solid #999">{"".join(lines)}</svg>'
        f"<p>{low:.3f} to {high:.3f} over {right:.0f} steps</p><ul>{''.join(names)}</ul>"
    )


if __name__ == "__main__":
    run = Path(sys.argv[1])
    write(run / "log.jsonl", run / "log.html")
