"""One file: where it is, how much of it is read, and what its bytes mean."""

from __future__ import annotations

import codecs
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from caveat.document.article import MAX_ID
from caveat.errors import TooLarge, UnreadableInput

# The longest text is 500,000 code points, at most 6 bytes each as a JSON escape; saved web pages
# carry scripts and run to about 5 MB.
MAX_BYTES = 8 << 20

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Bytes by which an encoding without a mark is told.
_PROBE = 1_024


def printable(name: str) -> str:
    """A file name as an id: what is not Unicode or not printable replaced, at most MAX_ID long."""
    return shown(name)[-MAX_ID:].strip()


def shown(path: str | Path) -> str:
    """A path that is safe in a message: what is not Unicode or not printable replaced."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``name`` is the id of an article that states none, "" for the file's own.

    ``label`` is what messages call the file, "" for its path.
    """

    path: Path
    name: str = ""
    label: str = ""

    def __str__(self) -> str:
        return self.label or shown(self.path)

    @property
    def default_id(self) -> str:
        """The id of an article that states none."""
        return self.name or printable(self.path.stem) or "article"

    def check(self) -> os.stat_result:
        """The file's status. Raises UnreadableInput when it is not a file that can be read."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            raise UnreadableInput(f"{self}: no such file; check the path") from None
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            raise self._unreadable(error) from error
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableInput(f"{self}: is a directory; name its files, as in {self}/*.txt")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableInput(f"{self}: is not a regular file; save its content to one")
        return status

    def content(self) -> bytes:
        """The whole file. Raises TooLarge, before reading, above MAX_BYTES; UnreadableInput when
        it is empty, binary or cannot be read.
        """
        size = self.check().st_size
        if size <= MAX_BYTES:
            try:
                with self.path.open("rb") as file:
                    data = file.read(MAX_BYTES + 1)
            except OSError as error:
                raise self._unreadable(error) from error
            size = len(data)
        if size > MAX_BYTES:
            raise TooLarge(
                f"{self}: has {size:,} bytes, the limit is {MAX_BYTES:,}; "
                "send one article a file, or many as lines of a .jsonl file"
            )
        if not data:
            raise UnreadableInput(f"{self}: is empty (0 bytes); save the article's text in it")
        return data

    def _unreadable(self, error: OSError | ValueError) -> UnreadableInput:
        why = getattr(error, "strerror", None) or str(error)
        if isinstance(error, PermissionError):
            return UnreadableInput(f"{self}: permission denied; make it readable (chmod u+r)")
        return UnreadableInput(f"{self}: cannot be read ({why}); check the path")


def decode(data: bytes, place: object) -> str:
    """Bytes as text: UTF-8, or UTF-16 when a byte order mark says so; the mark is dropped.

    Other encodings are refused rather than guessed: a wrong guess changes names and figures
    without anyone noticing. Raises UnreadableInput naming ``place`` and the offending byte.
    """
    refuse_binary(data, place)
    if is_utf32(data):
        raise UnreadableInput(
            f"{place}: is UTF-32; save it as UTF-8, with iconv -f UTF-32 -t UTF-8"
        )
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableInput(
                f"{place}: starts with a UTF-16 byte order mark but is not UTF-16 at byte "
                f"{error.start}; save it as UTF-8"
            ) from error
    if b"\x00" in data:
        halves = data[0::2].count(0), data[1::2].count(0)
        if max(halves) * 4 > len(data) and min(halves) * 40 < len(data):
            raise UnreadableInput(
                f"{place}: looks like UTF-16 without a byte order mark; save it as UTF-8"
            )
        raise UnreadableInput(
            f"{place}: is not text: it holds a NUL at byte {data.index(0)}; "
            "save the article as UTF-8 text"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            f"{place}: is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start} "
            f"(line {line}); if it was saved as Latin-1 or Windows-1252, convert it, "
            "for example with iconv -f WINDOWS-1252 -t UTF-8"
        ) from error


def is_utf32(data: bytes) -> bool:
    """Whether a byte order mark or the first characters of a text say UTF-32.

    Bytes of another encoding hardly ever decode: nine of ten values are no code points.
    """
    if data.startswith(_UTF32):
        return True
    head = data[: min(len(data), _PROBE) // 4 * 4]
    if head.count(0) * 2 < len(head):
        return False
    for encoding in ("utf-32-le", "utf-32-be"):
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text and "\x00" not in text:
            return True
    return False


def refuse_binary(data: bytes, place: object) -> None:
    """Raises UnreadableInput, saying what it is, for the start of a well-known binary format."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableInput(f"{place}: is {what}, not text; save the article as text")
