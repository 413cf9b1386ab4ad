"""Compressed streams, read as they come: bounded memory, and no end that goes unnoticed.

gzip (RFC 1952) and Zstandard (RFC 8878), several members or frames after one another included.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

import zstandard

from caveat.errors import TooLarge, UnreadableInput

# The endings that mean a compressed stream, without the dot.
ENDINGS = ("gz", "zst")
# A block of 4 bytes may stand for 128 KiB of output in Zstandard: what is fed at once bounds what
# comes out at once, to 64 MiB.
_FED = 2_048
_GZIP_FED = 65_536
# The largest window that a frame may ask for, in bytes: what ``zstd --ultra -22`` uses.
_WINDOW = 1 << 27
# Text shrinks to a tenth, rarely to a hundredth. A stream that grows more than this, and is large,
# was made to fill a disk.
_MOST_GROWTH = 2_000
_SMALL = 1 << 30
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_GZIP_MAGIC = b"\x1f\x8b"


class _Decompressor(Protocol):
    def decompress(self, data: bytes, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...


def opened(file: BinaryIO, ending: str, place: str) -> BinaryIO:
    """The stream behind a compressed one; ``file`` itself when the ending says nothing.

    Reading raises UnreadableInput when the stream is damaged or ends early, and TooLarge when it
    grows without measure, both naming ``place``.
    """
    if ending == "gz":
        plain = _Plain(file, place, _gzip, _GZIP_MAGIC, _GZIP_FED)
    elif ending == "zst":
        plain = _Plain(file, place, _zstd, _ZSTD_MAGIC, _FED)
    else:
        return file
    return io.BufferedReader(plain, 1 << 16)


def _gzip() -> _Decompressor:
    return zlib.decompressobj(wbits=31)


def _zstd() -> _Decompressor:
    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()


class _Plain(io.RawIOBase):
    """What a compressed stream holds."""

    def __init__(
        self,
        file: BinaryIO,
        place: str,
        start: Callable[[], _Decompressor],
        magic: bytes,
        fed: int,
    ) -> None:
        super().__init__()
        self._file = file
        self._place = place
        self._start = start
        self._magic = magic
        self._fed = fed
        self._inner: _Decompressor | None = None
        self._pending = b""
        self._ready = b""
        self._at = 0
        self._taken = 0
        self._given = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while self._at == len(self._ready):
            if not self._more():
                return 0
        count = min(len(buffer), len(self._ready) - self._at)
        buffer[:count] = self._ready[self._at : self._at + count]
        self._at += count
        return count

    def _more(self) -> bool:
        """Decompress the next piece; False at the end."""
        data = self._pending or self._file.read(self._fed)
        self._pending = b""
        if not data:
            if self._inner is not None:
                raise UnreadableInput(
                    f"{self._place}: is cut off: the compressed data ends before its end mark; "
                    "what came before was read; get the file again"
                )
            return False
        self._taken += len(data)
        if self._inner is None:
            data = data.lstrip(b"\x00") if self._given else data
            if not data:
                return True
            while len(data) < len(self._magic) and (rest := self._file.read(len(self._magic))):
                data += rest
            if not data.startswith(self._magic):
                what = "holds something else after its end" if self._given else "is not compressed"
                raise UnreadableInput(f"{self._place}: {what} as its ending says; get it again")
            self._inner = self._start()
        try:
            self._ready = self._inner.decompress(data)
        except (zlib.error, zstandard.ZstdError) as error:
            raise UnreadableInput(
                f"{self._place}: its compressed data is damaged ({error}); get the file again"
            ) from error
        self._at = 0
        self._given += len(self._ready)
        if self._given > _SMALL and self._given > _MOST_GROWTH * self._taken:
            raise TooLarge(
                f"{self._place}: grows more than {_MOST_GROWTH:,} times when decompressed; "
                "if that is meant, decompress it and give the result"
            )
        if self._inner.eof:
            self._pending = self._inner.unused_data
            self._taken -= len(self._pending)
            self._inner = None
        return True
