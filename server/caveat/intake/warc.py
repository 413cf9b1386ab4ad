"""Web archives: the pages of WARC files (ISO 28500) and the texts of WET files."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from caveat.errors import UnreadableInput
from caveat.intake.html import charset
from caveat.intake.received import Received
from caveat.intake.records import Form, Record, too_large
from caveat.intake.source import MAX_BYTES

_PAGES = ("text/html", "application/xhtml+xml")
# What stands after every record.
_END = b"\r\n\r\n"
_READ = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_OK = 200


def records(place: str, file: BinaryIO) -> Iterator[Record | Received]:
    """The pages and texts of an archive, their place the offset in the decompressed file.

    Responses other than 200, what is no page, and requests, revisits and metadata are passed over.
    A page's id is its WARC-Record-ID. Raises UnreadableInput for what is no WARC file or is cut
    off, after the records before it.
    """
    stream = _Counted(file)
    try:
        for record in ArchiveIterator(stream, record_types=_READ, parse_http=False):
            entry = _entry(f"{place}:{record.stream_pos}", record)
            if entry is not None:
                yield entry
    except (OSError, ValueError) as error:
        if stream.error is not None:
            raise stream.error from error
        raise UnreadableInput(f"{place}: is damaged, or no WARC file ({error})") from error
    if stream.error is not None:
        raise stream.error
    if stream.count == 0:
        raise UnreadableInput(f"{place}: is empty (0 bytes)")
    if not stream.tail.endswith(_END):
        raise UnreadableInput(
            f"{place}: is cut off, or no WARC file: it does not end as a record does; "
            "what came before was read; get the file again"
        )


def _entry(place: str, record: WarcRecord) -> Record | Received | None:
    """A record that holds a page or text, an error, or None for what is neither."""
    size = record.content_length
    kind = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    is_http = kind == "application/http"
    if record.record_type == WarcRecordType.conversion:
        form = Form.TEXT if kind == "text/plain" else None
    else:
        form = Form.PAGE if is_http or kind in _PAGES else None
    if form is None:
        return None
    if size > MAX_BYTES:
        # A large picture is no error: only the headers tell.
        if is_http and not _is_page(record):
            return None
        return Received(place, too_large(place))
    block = record.reader.read(size)
    if len(block) < size:
        problem = f"{place}: is cut off: {len(block):,} of its {size:,} bytes are there"
        return Received(place, UnreadableInput(problem))
    if is_http:
        found = _page(place, block)
        if not isinstance(found, bytes):
            return found
        block = found
    given = {"url": _bare(record.headers.get("WARC-Target-URI"))}
    if record_id := _bare(record.record_id):
        given["id"] = record_id
    return Record(place, form, block, {name: value for name, value in given.items() if value})


def _is_page(record: WarcRecord) -> bool:
    """Whether the HTTP headers of a record say that it is a page that was there."""
    try:
        record.parse_http()
    except (OSError, ValueError):
        return False
    return record.http_headers.status_code == _OK and (record.http_content_type or "") in _PAGES


def _page(place: str, block: bytes) -> bytes | Received | None:
    """The page in an HTTP response, decompressed, as the response says it is encoded."""
    response = WarcRecord()
    response.init_headers(WarcRecordType.response)
    response.is_http = True
    response.set_bytes_content(block)
    try:
        response.parse_http(auto_decode="all")
        headers = response.http_headers
        if headers.status_code != _OK or (response.http_content_type or "") not in _PAGES:
            return None
        body = response.reader.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return Received(place, UnreadableInput(f"{place}: its HTTP response is damaged ({error})"))
    if len(body) > MAX_BYTES:
        return Received(place, too_large(place))
    # What the server says of the encoding goes before what the page says, as in browsers: the mark
    # tells the page's reader that it is settled.
    codec = charset(response.http_charset or "")
    if codec and not body.startswith(codecs.BOM_UTF8):
        return codecs.BOM_UTF8 + body.decode(codec, "replace").encode()
    return body


def _bare(value: str | None) -> str:
    """An address or id without the angle brackets that WARC 1.0 writes around it."""
    return (value or "").strip().removeprefix("<").removesuffix(">")


class _Counted:
    """A stream that remembers its end, and an error that the reader of WARC files would hide."""

    def __init__(self, file: BinaryIO) -> None:
        # Short reads where there are any: what came before an error is not lost with it.
        self._read = getattr(file, "read1", file.read)
        self.count = 0
        self.tail = b""
        self.error: UnreadableInput | None = None

    def read(self, size: int = io.DEFAULT_BUFFER_SIZE) -> bytes:
        """The next bytes."""
        try:
            data: bytes = self._read(size)
        except UnreadableInput as error:
            self.error = error
            return b""
        self.count += len(data)
        self.tail = (self.tail + data[-len(_END) :])[-len(_END) :]
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self.count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:  # noqa: ARG002
        """Streams run forward only."""
        raise io.UnsupportedOperation("a stream cannot be sought in")

    def close(self) -> None:
        """The caller's to do."""
