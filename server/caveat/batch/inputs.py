"""What the arguments of a run mean: files, folders, globs, addresses and standard input."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from caveat.batch import remote
from caveat.errors import UnreadableInput
from caveat.intake import archive
from caveat.intake.source import shown

STDIN = "-"
# How much of either end of a file goes into its identity, in bytes.
_END = 1 << 16


@dataclass(frozen=True, slots=True)
class Input:
    """One file of the input. ``name`` is what rows and errors call it."""

    address: str

    @property
    def name(self) -> str:
        """The address, safe to print; standard input holds JSON lines."""
        if self.address == STDIN:
            return "stdin.jsonl"
        return remote.name(self.address) if remote.is_remote(self.address) else shown(self.address)

    def open(self) -> BinaryIO:
        """The file's bytes as they are stored. Raises UnreadableInput."""
        if self.address == STDIN:
            return sys.stdin.buffer
        if remote.is_remote(self.address):
            return remote.RemoteFile(self.address)
        try:
            return Path(self.address).open("rb")
        except (OSError, ValueError) as error:
            raise _unreadable(self.name, error) from error

    def may_be_read_later(self, error: UnreadableInput) -> bool:
        """Whether the network may be to blame for what ``open`` raised, and not the file."""
        return remote.is_remote(self.address) and not isinstance(
            error.__cause__, FileNotFoundError | PermissionError
        )

    def identity(self) -> dict[str, Any]:
        """By what a change is noticed: size, time of change and a hash of both ends.

        A remote file's is what its file system gives as a checksum. Standard input has none until
        it was read. Raises UnreadableInput.
        """
        known: dict[str, Any] = {"name": self.name}
        if self.address == STDIN:
            return known
        if remote.is_remote(self.address):
            return {**known, "checksum": remote.checksum(self.address)}
        try:
            path = Path(self.address)
            status = path.stat()
            ends = hashlib.sha256()
            with path.open("rb") as file:
                ends.update(file.read(_END))
                file.seek(max(0, status.st_size - _END))
                ends.update(file.read(_END))
        except (OSError, ValueError) as error:
            raise _unreadable(self.name, error) from error
        return {
            **known,
            "size": status.st_size,
            "changed": status.st_mtime_ns,
            "ends": ends.hexdigest(),
        }


def expand(given: Sequence[str]) -> Iterator[Input]:
    """The files that arguments name: in the order given, folders and globs sorted by name.

    A folder stands for the files under it whose endings are read; hidden ones are passed over.
    Raises UnreadableInput for an argument that names nothing, or one file twice.
    """
    seen: set[bytes] = set()
    for argument in given:
        found = False
        for item in _expand(argument):
            found = True
            # A digest, so that a folder of millions of files costs little.
            key = hashlib.blake2b(_absolute(item.address).encode(), digest_size=12).digest()
            if key in seen:
                raise UnreadableInput(f"{item.name}: is given twice; give each file once")
            seen.add(key)
            yield item
        if not found:
            raise UnreadableInput(
                f"{Input(argument).name}: names no file that is read; "
                f"the endings are {', '.join(archive.FORMATS)}, and with .gz or .zst after them"
            )


def _expand(argument: str) -> Iterator[Input]:
    if argument == STDIN:
        yield Input(argument)
    elif remote.is_remote(argument):
        yield from map(Input, remote.expand(argument))
    elif Path(argument).is_dir():
        yield from map(Input, _under(Path(argument)))
    elif glob.has_magic(argument) and not Path(argument).exists():
        for name in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 (** as in shells)
            if not Path(name).is_dir():
                yield Input(name)
    else:
        if not Path(argument).exists():
            raise UnreadableInput(f"{shown(argument)}: no such file or folder; check the path")
        yield Input(argument)


def _under(folder: Path) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _under(Path(entry.path))
        elif entry.is_file() and archive.is_known(entry.name):
            yield entry.path


def _absolute(address: str) -> str:
    if address == STDIN or remote.is_remote(address):
        return address
    return os.fsencode(os.path.realpath(address)).decode("utf-8", "replace")


def _unreadable(name: str, error: OSError | ValueError) -> UnreadableInput:
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return UnreadableInput(f"{name}: cannot be read ({why}); check the path")
