"""A published classifier on disk: found, read and checked before anything runs it.

Nothing is ever downloaded. The layout is described in models/README.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caveat.encoder.template import FORMAT
from caveat.errors import UnreadableInput
from caveat.questions import HEADS, Head

# What CAVEAT_MODEL says to leave the classifier out.
NONE = "none"
CARD = "card.json"
ENCODER = "encoder.onnx"
INT8 = "encoder.int8.onnx"
TOKENIZER = "tokenizer.json"
VECTORS = "vectors.npz"
LABELS = "labels.json"
CALIBRATION = "calibration.json"
# Without any one of these nothing can be answered.
_NEEDED = (ENCODER, TOKENIZER, VECTORS, LABELS, CALIBRATION)

_PACKAGE = Path(__file__).parent
# In the wheel, then in a source tree.
_SHIPPED = (_PACKAGE / "published", _PACKAGE.parents[2] / "models" / "published")


@dataclass(frozen=True, slots=True)
class Artefact:
    """A folder whose files are those that its card names. ``languages`` are those it reads."""

    folder: Path
    version: str
    languages: frozenset[str]
    files: frozenset[str]
    card: Mapping[str, Any]

    def path(self, name: str) -> Path:
        """The path of one of its files."""
        return self.folder / name


def find(setting: str = "") -> Path | None:
    """The folder that a setting names, the newest shipped one for "", None when there is none.

    Raises UnreadableInput when the setting names no folder with a card.
    """
    if setting == NONE:
        return None
    if not setting:
        return newest(_SHIPPED)
    folder = Path(setting).expanduser()
    if not (folder / CARD).is_file():
        raise UnreadableInput(
            f"{folder}: no published model: there is no {CARD}; name the folder of one version, "
            f'"{NONE}" to score by rules alone, or nothing for the one that ships'
        )
    return folder


def newest(roots: tuple[Path, ...]) -> Path | None:
    """The last version of the first root that has any; numbers in versions count as numbers."""
    for root in roots:
        found = [card.parent for card in root.glob(f"*/{CARD}")]
        if found:
            return max(found, key=lambda folder: _order(folder.name))
    return None


def load(folder: Path) -> Artefact:
    """The artefact of a folder, every file's hash checked.

    Raises UnreadableInput naming the file and what is wrong with it.
    """
    card = read_json(folder / CARD)
    version, hashes = card.get("version"), card.get("files")
    if not isinstance(version, str) or not version or not isinstance(hashes, dict):
        raise _bad(folder / CARD, "not a model card: it needs a version and the files' hashes")
    for name in _NEEDED:
        if name not in hashes:
            raise _bad(folder / CARD, f"the card has no hash of {name}")
    for name, expected in sorted(hashes.items()):
        if Path(name).name != name:
            raise _bad(folder / CARD, f"{name!r} is not the name of a file beside the card")
        if _sha256(folder / name) != expected:
            raise _bad(folder / name, "not the file that the card names: its SHA-256 differs")
    _check_labels(folder / LABELS)
    languages = frozenset(map(str, card.get("languages", ["en"])))
    return Artefact(folder, version, languages, frozenset(hashes), card)


def read_json(path: Path) -> dict[str, Any]:
    """The object of a JSON file. Raises UnreadableInput when it is not one."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _bad(path, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _bad(path, "not a JSON file") from error
    if not isinstance(data, dict):
        raise _bad(path, "not a JSON object")
    return data


def _check_labels(path: Path) -> None:
    """Refuse weights that were trained for other questions than this version asks."""
    data = read_json(path)
    if data.get("format") != FORMAT:
        raise _bad(path, f"its input format is {data.get('format')!r}, this version reads {FORMAT}")
    heads = data.get("heads", data)
    for head in Head:
        published = heads.get(head.value)
        labels = published.get("labels") if isinstance(published, dict) else published
        if not isinstance(labels, list) or tuple(labels) != HEADS[head].labels:
            raise _bad(path, f"the labels of the head {head.value!r} are not those asked for")


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _bad(path, f"cannot be read: {error.strerror}") from error


def _order(version: str) -> tuple[tuple[int, str], ...]:
    parts = "".join(c if c.isalnum() else " " for c in version).split()
    return tuple((int(p), "") if p.isdecimal() else (-1, p) for p in parts)


def _bad(path: Path, problem: str) -> UnreadableInput:
    return UnreadableInput(f'{path}: {problem}; install it again, or set CAVEAT_MODEL to "{NONE}"')
