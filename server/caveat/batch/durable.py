"""Files that are there whole or not at all, whenever the process or the machine stops."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

# What a file is called before it is whole; a run removes what another left behind.
DRAFT = ".draft"


def write(path: Path, content: bytes) -> None:
    """Write a file in one step: on disk, under its name, when this returns."""
    draft = path.with_name(path.name + DRAFT)
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Put a folder's names on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_drafts(folder: Path) -> None:
    """Remove what a killed run was writing."""
    for draft in folder.glob("*" + DRAFT):
        draft.unlink()


def sync_files(paths: Iterable[Path]) -> None:
    """Put the content of files on disk."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
