"""How the queue works, from one TOML file: leases, decisions, opinions, priority, routing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from caveat.errors import UnreadableInput
from caveat.moderation.model import Disposition
from caveat.moderation.opinions import DecisionRules
from caveat.moderation.priority import Priority
from caveat.moderation.routing import Routing, Rule, twice

_Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\w.:-]+$")]
_Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """The queue's rules. ``second_share`` of items are decided by two people; a golden item by
    ``golden_opinions``.
    """

    lease: timedelta = timedelta(minutes=15)
    max_lease: timedelta = timedelta(minutes=240)
    decisions: DecisionRules = field(default_factory=DecisionRules)
    second_share: float = 0.1
    golden_opinions: int = 20
    priority: Priority = field(default_factory=Priority)
    routing: Routing = field(default_factory=Routing)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Leases(_Table):
    minutes: float = Field(default=15, gt=0, le=10_080)
    max_minutes: float = Field(default=240, gt=0, le=10_080)


class _Decisions(_Table):
    undo_minutes: float = Field(default=10, ge=0, le=10_080)
    reason_for: list[Disposition] = [Disposition.HOLD, Disposition.RETURN_TO_AUTHOR]
    note_for: list[Disposition] = [Disposition.PUBLISH_WITH_NOTE, Disposition.RETURN_TO_AUTHOR]


class _Opinions(_Table):
    second_share: _Share = 0.1
    golden: int = Field(default=20, ge=1, le=10_000)


class _Priority(_Table):
    reach: float = Field(default=0.5, ge=0, le=100)
    age: float = Field(default=0.02, ge=0, le=100)


class _Rule(_Table):
    name: _Name
    queue: _Name
    signal: str = ""
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    min_score: _Share = 0.0
    max_score: _Share = 1.0
    shadow: bool = False
    flood_items: int | None = Field(default=None, ge=1)
    flood_minutes: float | None = Field(default=None, gt=0)


class _Routing(_Table):
    default: _Name = "general"
    flood_items: int = Field(default=500, ge=1)
    flood_minutes: float = Field(default=60, gt=0)
    rules: list[_Rule] = []


class _File(_Table):
    leases: _Leases = _Leases()
    decisions: _Decisions = _Decisions()
    opinions: _Opinions = _Opinions()
    priority: _Priority = _Priority()
    routing: _Routing = _Routing()


def load(path: Path | None = None) -> QueueSettings:
    """The settings of a TOML file, or those that ship.

    Raises UnreadableInput naming the file and every key that is wrong.
    """
    source = files("caveat.moderation").joinpath("queue.toml") if path is None else path
    try:
        read = _File.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except OSError as error:
        raise UnreadableInput(f"{source}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{source}: not a TOML file: {error}") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()
        )
        raise UnreadableInput(f"{source}: not queue settings: {faults}") from None
    settings = _settings(read)
    if name := twice(settings.routing.rules):
        raise UnreadableInput(f"{source}: two routing rules are named {name!r}; rename one")
    if settings.lease > settings.max_lease:
        raise UnreadableInput(f"{source}: leases.minutes is above leases.max_minutes")
    return settings


def _settings(read: _File) -> QueueSettings:
    routing = read.routing
    return QueueSettings(
        lease=timedelta(minutes=read.leases.minutes),
        max_lease=timedelta(minutes=read.leases.max_minutes),
        decisions=DecisionRules(
            timedelta(minutes=read.decisions.undo_minutes),
            frozenset(read.decisions.reason_for),
            frozenset(read.decisions.note_for),
        ),
        second_share=read.opinions.second_share,
        golden_opinions=read.opinions.golden,
        priority=Priority(read.priority.reach, read.priority.age),
        routing=Routing(
            routing.default,
            tuple(
                Rule(
                    **rule.model_dump(exclude={"flood_items", "flood_minutes"}),
                    flood_items=rule.flood_items or routing.flood_items,
                    flood_window=timedelta(minutes=rule.flood_minutes or routing.flood_minutes),
                )
                for rule in routing.rules
            ),
        ),
    )
