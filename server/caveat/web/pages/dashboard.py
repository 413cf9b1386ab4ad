"""How the queues stand, how signals fare by people's verdicts, and whether people agree."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.responses import Response

from caveat.moderation import DayStats, Filter
from caveat.moderation.agreement import agreement
from caveat.web import plots
from caveat.web.templates import render
from caveat.web.visit import Visit, page

_PERIODS = (7, 30, 90)


def _show(visit: Visit) -> Response:
    asked = visit.request.query_params.get("days", "")
    period = int(asked) if asked in map(str, _PERIODS) else _PERIODS[1]
    queue = visit.request.query_params.get("queue", "")[:200]
    now = visit.desk.clock()
    since = now - timedelta(days=period)
    stats = visit.desk.queue.stats(queue, since=since)
    judged = visit.desk.queue.judged(Filter(queue=queue), since=since)
    names = sorted({*(q.queue for q in stats.queues), *([queue] if queue else [])})
    if queue:
        names = sorted({*names, *(q.queue for q in visit.desk.queue.stats().queues)})
    days = _every_day(stats.days, now, period)
    labels = [d.day for d in days]
    return render(
        visit,
        "dashboard.html.j2",
        stats=stats,
        days=days,
        period=period,
        periods=_PERIODS,
        queue=queue,
        queues=names,
        flow=plots.bars(
            labels, [("entered", [d.entered for d in days]), ("decided", [d.decided for d in days])]
        ),
        speed=plots.line(labels, [d.median_hours for d in days], "hours"),
        agreements=agreement(one for one in judged if not one.golden),
        size=(plots.WIDTH, plots.HEIGHT),
    )


def _every_day(found: tuple[DayStats, ...], now: datetime, period: int) -> list[DayStats]:
    """The days of a period, those on which nothing happened too."""
    known = {d.day: d for d in found}
    wanted = [(now - timedelta(days=back)).date().isoformat() for back in range(period - 1, -1, -1)]
    return [known.get(day, DayStats(day, 0, 0)) for day in wanted]


routes = [page("/dashboard", _show)]
