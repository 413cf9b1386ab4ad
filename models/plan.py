"""Which examples a run reads, in which order: all of it follows from the configuration's seed."""

from __future__ import annotations

import hashlib
import math
import random
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from caveat.encoder.template import Head, Inputs, Question, assemble
from caveat.errors import UnreadableInput
from models.examples import Example, held_out
from models.sources import source

# Inputs of about the same length stand together, within stretches of this many examples.
_STRETCH = 2_048


@dataclass(frozen=True, slots=True)
class Config:
    """One run. ``draws`` is how many examples of each source it shuffles together, rounds of a
    small source counted; ``steps`` is how many batches of that it reads (0: all), so that a run
    can be made shorter without becoming another; ``batch_tokens`` is the most tokens of a batch,
    padding included; the learning rate rises over the first ``warmup`` steps, falls to nothing
    over the last ``decay`` and is ``head_rate`` times as high for the heads; ``start`` is the run
    whose weights it begins with ("" for the base, "tiny" for a test); ``average`` is the decay of
    the running average of weights that a run gives; every ``watch_every`` steps it is scored on
    ``watched`` held-out rows of each source.
    """

    name: str
    seed: int
    draws: Mapping[str, int]
    start: str = ""
    steps: int = 0
    batch_tokens: int = 1_280
    learning_rate: float = 1e-4
    head_rate: float = 1.0
    warmup: int = 50
    decay: int = 500
    average: float = 0.99
    frozen_layers: int = 0
    watch_every: int = 500
    watched: int = 300
    head_weights: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Config:
        """Read a TOML file. Raises UnreadableInput for one that is none or has unknown keys, and
        MeasureOnly when it names a source that weights may not learn from.
        """
        try:
            config = cls(**tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
            raise UnreadableInput(f"{path}: {error}") from error
        for name in config.draws:
            source(name)
        return config


@dataclass(frozen=True, slots=True)
class Read:
    """An example with its input."""

    example: Example
    inputs: Inputs


def read(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Read]:
    """Examples with the inputs that serving would build for them."""
    questions = [
        Question(next(iter(e.targets)), e.first, e.second)
        if e.second
        else Question(Head.TOPIC if Head.TOPIC in e.targets else Head.SCOPE, e.first)
        for e in examples
    ]
    return [Read(e, i) for e, i in zip(examples, assemble(tokenizer, questions), strict=True)]


def split(names: Iterable[str]) -> tuple[dict[str, list[Example]], dict[str, list[Example]]]:
    """Examples of each source to learn from, and those of groups kept away from training."""
    learn: dict[str, list[Example]] = {}
    keep: dict[str, list[Example]] = {}
    for name in names:
        for example in source(name)():
            (keep if held_out(example.group) else learn).setdefault(name, []).append(example)
    return learn, keep


def schedule(config: Config, learn: Mapping[str, Sequence[Read]]) -> list[list[Read]]:
    """The batches of a run, in order."""
    order = random.Random(config.seed)  # noqa: S311 - an order, not a secret
    drawn: list[Read] = []
    for name, wanted in config.draws.items():
        rows = list(learn.get(name, ()))
        for taken in range(0, wanted, max(1, len(rows))):
            order.shuffle(rows)
            drawn += rows[: wanted - taken]
    order.shuffle(drawn)
    batches: list[list[Read]] = []
    for at in range(0, len(drawn), _STRETCH):
        stretch = sorted(drawn[at : at + _STRETCH], key=lambda r: len(r.inputs.ids))
        cut = list(_cut(stretch, config.batch_tokens))
        order.shuffle(cut)
        batches += cut
    return batches[: config.steps or None]


def _cut(rows: Sequence[Read], tokens: int) -> Iterable[list[Read]]:
    batch: list[Read] = []
    for row in rows:
        if batch and (len(batch) + 1) * len(row.inputs.ids) > tokens:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def rate(config: Config, step: int, steps: int) -> float:
    """The learning rate of a step (from 0): warm-up, plateau, linear decay."""
    rise, fall = max(1, config.warmup), max(1, config.decay)
    return config.learning_rate * min(1.0, (step + 1) / rise, (steps - step) / fall)


def digest(examples: Iterable[Example]) -> str:
    """SHA-256 over texts and targets, in order: what a manifest names a source's rows by."""
    total = hashlib.sha256()
    for e in examples:
        targets = {h.value: [None if math.isnan(x) else x for x in t] for h, t in e.targets.items()}
        total.update(repr((e.source, e.group, e.first, e.second, targets)).encode())
    return total.hexdigest()
