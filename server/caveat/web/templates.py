"""Pages from templates. Everything that an article can hold passes through autoescape."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from caveat.store.accounts import Role
from caveat.web import static_files
from caveat.web.visit import Visit

_THEMES = ("light", "dark")


def render(visit: Visit, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for a visitor."""
    theme = visit.request.cookies.get("caveat_theme", "")
    content = (
        environment()
        .get_template(template)
        .render(
            visit=visit,
            csrf=visit.csrf,
            path=visit.request.url.path,
            theme=theme if theme in _THEMES else "",
            static=f"/static/{static_files.version()}",
            now=visit.desk.clock(),
            Role=Role,
            **values,
        )
    )
    return HTMLResponse(content, status)


@cache
def environment() -> Environment:
    """The templates of this package, with their filters."""
    made = Environment(
        loader=PackageLoader("caveat.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        moment=moment, iso=iso, ago=ago, percent=percent, words=words, lasting=lasting
    )
    return made


def moment(value: datetime) -> str:
    """A moment for people, in UTC."""
    return value.astimezone(UTC).strftime("%-d %b %Y, %H:%M UTC")


def iso(value: datetime) -> str:
    """A moment for machines."""
    return value.astimezone(UTC).isoformat(timespec="seconds")


def ago(value: datetime, now: datetime) -> str:
    """How long ago, in one unit."""
    return f"{lasting(now - value)} ago" if now - value >= timedelta(minutes=1) else "just now"


def lasting(value: timedelta) -> str:
    """A duration in its largest unit."""
    seconds = max(0, int(value.total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def percent(value: float | None) -> str:
    """A share, or a dash where there is nothing to share."""
    return "–" if value is None else f"{value:.0%}"


def words(value: str) -> str:
    """A name of the code's own as words: "off_topic_bio" is "off topic bio"."""
    return value.replace("_", " ")
