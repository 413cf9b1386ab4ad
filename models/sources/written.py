"""Notices, mentions of them and page furniture that people wrote one by one: written.jsonl.

Every line was invented for this project, by writers who knew the policy and not the rules. No two
are of one mould, so each is a group of its own. Learned from by models.refit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from caveat.encoder.template import HEADS, Head
from models.examples import Example, each_of, one_of

_FILE = Path(__file__).with_name("written.jsonl")


def _written() -> Iterator[Example]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        scope, text = row["scope"], row["text"]
        targets = {Head.SCOPE: one_of(Head.SCOPE, (scope,))}
        # What kind of notice a sentence mentions is not written down: it teaches no kind.
        if scope != "other":
            kinds = {kind: kind in row["kinds"] for kind in HEADS[Head.DISCLAIMER].labels}
            targets[Head.DISCLAIMER] = each_of(Head.DISCLAIMER, kinds)
        yield Example("written", f"written:{text}", text, "", targets)


SOURCES: dict[str, Callable[[], Iterator[Example]]] = {"written": _written}
