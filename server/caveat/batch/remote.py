"""Files on other machines, by the addresses of fsspec (``s3://bucket/key``).

https://filesystem-spec.readthedocs.io. The packages behind it raise errors of their own making, in
opening, listing and reading alike; they leave here as one.
"""

from __future__ import annotations

import glob
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import fsspec

from caveat.errors import UnreadableInput
from caveat.intake import archive
from caveat.intake.source import shown

# How much is asked for at a time, and how much of an error's own words is shown.
_READ_AHEAD = 1 << 20
_WORDS = 200


def is_remote(address: str) -> bool:
    """Whether an address names a file system."""
    return "://" in address


def name(address: str) -> str:
    """An address that may be printed and kept: without user, password and query, which hold
    secrets.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return shown(address)
    place = parts.netloc.rpartition("@")[2]
    return shown(f"{parts.scheme}://{place}{parts.path}")


def expand(address: str) -> list[str]:
    """The addresses of the files that an address, a glob or a folder stands for, sorted.

    Raises UnreadableInput.
    """
    with _as_unreadable(address):
        system, path = _file_system(address)
        if glob.has_magic(path):
            names = sorted(system.glob(path))
        elif system.isdir(path):
            names = [n for n in sorted(system.find(path)) if archive.is_known(n)]
        else:
            return [address]
        return [system.unstrip_protocol(n) for n in names if not system.isdir(n)]


def checksum(address: str) -> str:
    """What changes when the file does, as far as its file system can tell.

    Raises UnreadableInput.
    """
    with _as_unreadable(address):
        system, path = _file_system(address)
        return str(system.checksum(path))


class RemoteFile(io.BufferedReader):
    """The bytes of a remote file. Raises UnreadableInput.

    When reading breaks off, what reads gets an OSError and ``fault`` says why: unlike a damaged
    file, the same file may be read whole another time.
    """

    def __init__(self, address: str) -> None:
        with _as_unreadable(address):
            system, path = _file_system(address)
            self._source = _Source(system.open(path, "rb"), address)
        super().__init__(self._source, _READ_AHEAD)

    @property
    def fault(self) -> UnreadableInput | None:
        """Why reading broke off."""
        return self._source.fault


class _Source(io.RawIOBase):
    def __init__(self, file: Any, address: str) -> None:
        super().__init__()
        self._file = file
        self._address = address
        self.fault: UnreadableInput | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            with _as_unreadable(self._address):
                data = self._file.read(len(buffer))
        except UnreadableInput as error:
            self.fault = error
            raise OSError(str(error)) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _file_system(address: str) -> tuple[Any, str]:
    protocol = address.partition("://")[0]
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise UnreadableInput(
            f"{name(address)}: the file system {protocol}:// needs a package that is not "
            f"installed: {error}"
        ) from error
    except ValueError as error:
        if protocol in fsspec.available_protocols():
            raise
        raise UnreadableInput(
            f"{name(address)}: {protocol}:// names no file system that is known; "
            "see https://filesystem-spec.readthedocs.io for those that are"
        ) from error
    return system, str(path)


@contextmanager
def _as_unreadable(address: str) -> Iterator[None]:
    try:
        yield
    except UnreadableInput:
        raise
    except Exception as error:
        # Each package has its own errors: no credentials, no connection, no such bucket.
        words = " ".join(str(error).replace(address, name(address)).split())
        why = f"{type(error).__name__}: {words[:_WORDS]}" if words else type(error).__name__
        raise UnreadableInput(
            f"{name(address)}: cannot be read ({shown(why)}); check the address, the connection "
            "and the credentials"
        ) from error
