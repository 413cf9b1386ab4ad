"""Public labelled sets, read where they lie: their text is never copied into the project."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from caveat.errors import UnreadableInput


def root() -> Path:
    """The folder of the sets: CAVEAT_DATA, or ../shared/data."""
    return Path(os.environ.get("CAVEAT_DATA", "../shared/data"))


def rows(path: str) -> Iterator[dict[str, Any]]:
    """The rows of one gzip JSON-lines file, by its path under the root, as in
    ``bbc_news/articles.jsonl.gz``. Raises UnreadableInput when it is not there.
    """
    file = root() / path
    if not file.is_file():
        raise UnreadableInput(f"{file}: no such file; set CAVEAT_DATA to the folder of the sets")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
