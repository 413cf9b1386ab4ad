"""Archives of many articles: every format cut into records, and every fault with its place."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from caveat.document import Article
from caveat.intake import archive, records
from caveat.intake.source import MAX_BYTES

NOW = datetime(2026, 12, 1, tzinfo=UTC)
STORY = (
    "The Halvorsen footbridge in Norrby collapsed on Tuesday evening, throwing eleven people into "
    "the river. Mayor Ingrid Solberg said that all of them had been rescued by volunteers."
)
PAGE = (
    "<html><head><title>Bridge collapses</title></head><body><article><h1>Bridge collapses</h1>"
    f"<p>{STORY}</p><p>Solberg sagte: „Grüße an alle Helfer aus Norrby, es war großartig.“</p>"
    "</article></body></html>"
)


def read(path: Path, content: bytes, **columns: str) -> tuple[list[Article], list[str]]:
    """The articles of an archive, and its errors with the archive's name as X."""
    path.write_bytes(content)
    articles = []
    errors = []
    with path.open("rb") as file:
        for entry in archive.records(str(path), file, archive.Options(columns)):
            if isinstance(entry, records.Record):
                entry = records.read(entry, NOW, lambda article: f"nameless {article.text[:5]}")  # noqa: PLW2901
            if entry.article is not None:
                articles.append(entry.article)
            elif entry.error is not None:
                errors.append(str(entry.error).replace(str(path), "X"))
    return articles, errors


def test_a_table_is_read_by_its_header_and_the_column_map(tmp_path: Path) -> None:
    first = '\ufeffid,headline,body,by,extra\n1,One,"A line.\nTwo, lines.",Ann A; Bob B,x\n'
    found, errors = read(
        tmp_path / "a.csv",
        f"{first}2,Two,Text,,\n".encode(),
        text="body",
        title="headline",
        authors="by",
    )
    assert errors == []
    assert [(a.id, a.title, a.text, a.authors) for a in found] == [
        ("1", "One", "A line.\nTwo, lines.", ("Ann A", "Bob B")),
        ("2", "Two", "Text", ()),
    ]
    tabbed, errors = read(tmp_path / "a.tsv", b"text\tid\nOne, two\t7\n")
    assert (tabbed[0].id, tabbed[0].text, errors) == ("7", "One, two", [])


def test_bad_rows_of_a_table_are_named_by_their_first_line(tmp_path: Path) -> None:
    content = b'id,text\n1,"two\nlines"\n2\n3,caf\xe9\n4,"a"b\n\n5,\n6,fine\n7,"' + b"x" * 100
    found, errors = read(tmp_path / "a.csv", content)
    assert [a.id for a in found] == ["1", "6"]
    assert [e.partition(": ")[0] for e in errors] == ["X:4", "X:5", "X:6", "X:8", "X:10"]
    assert "has 1 cells where the header has 2" in errors[0]
    assert "is not UTF-8" in errors[1]


def test_a_table_without_a_text_column_says_how_to_name_it(tmp_path: Path) -> None:
    found, errors = read(tmp_path / "a.csv", b"id,body\n1,Text\n")
    assert found == []
    assert "no column for the text; its columns are id, body" in errors[0]
    assert "--columns text=body" in errors[0]


def test_a_cell_without_end_costs_no_more_than_the_limit(tmp_path: Path) -> None:
    content = b'text\nfine\n"' + b"word\n" * (MAX_BYTES // 5 + 10) + b'"\nfine again\n'
    found, errors = read(tmp_path / "a.csv", content)
    assert found[0].text == "fine"
    assert "X:3" in errors[0]


def test_parquet_is_read_with_its_types_and_a_damaged_row_group_is_passed_over(
    tmp_path: Path,
) -> None:
    table = pa.table(
        {
            "id": ["a", "b", "c", "d"],
            "body": ["One.", None, "Three.", "Four."],
            "published_at": [datetime(2023, 1, 2, 3, tzinfo=UTC), None, None, None],
            "day": [date(2023, 1, 1)] * 4,
            "authors": [["A B", "C D"], None, [], ["E"]],
        }
    )
    buffer = io.BytesIO()
    pq.write_table(table, buffer, row_group_size=2, compression="none")
    found, errors = read(tmp_path / "a.parquet", buffer.getvalue(), text="body")
    assert [(a.id, a.authors) for a in found] == [("a", ("A B", "C D")), ("c", ()), ("d", ("E",))]
    assert found[0].published_at == datetime(2023, 1, 2, 3, tzinfo=UTC)
    assert errors == ["X:2: text: is missing; add the article's text"]
    dated, _ = read(tmp_path / "a.parquet", buffer.getvalue(), text="body", published_at="day")
    assert dated[0].published_at == datetime(2023, 1, 1, tzinfo=UTC)
    damaged = bytearray(buffer.getvalue())
    damaged[4:24] = b"\xff" * 20
    found, errors = read(tmp_path / "b.parquet", bytes(damaged), text="body")
    assert [a.id for a in found] == ["c", "d"]
    assert errors[0].startswith("X:1: this row and the rest of its row group cannot be read")
    found, errors = read(tmp_path / "c.parquet", bytes(damaged[:100]), text="body")
    assert (found, len(errors)) == ([], 1)


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """Writes as warcio does; its temporary files would be left open."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


def warc(packed: bool, *, charset: str = "", encoding: str = "") -> bytes:
    """An archive made by warcio: a page, a missing page, a picture and a text (WET)."""
    buffer = io.BytesIO()
    writer = _Writer(buffer, gzip=packed)

    def response(url: str, status: str, kind: str, body: bytes, *more: tuple[str, str]) -> None:
        headers = StatusAndHeaders(status, [("Content-Type", kind), *more], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Record-ID": f"<urn:uuid:{url[-1]}>"},
            )
        )

    body = PAGE.encode(charset or "utf-8")
    kind = f"text/html; charset={charset}" if charset else "text/html"
    if encoding:
        response(
            "http://a.org/1", "200 OK", kind, gzip.compress(body), ("Content-Encoding", "gzip")
        )
    else:
        response("http://a.org/1", "200 OK", kind, body)
    response("http://a.org/2", "404 Not Found", "text/html", b"<html><body>gone</body></html>")
    response("http://a.org/3", "200 OK", "image/png", b"\x89PNG")
    writer.write_record(
        writer.create_warc_record(
            "http://a.org/4",
            "conversion",
            payload=io.BytesIO(STORY.encode()),
            warc_content_type="text/plain",
            warc_headers_dict={"WARC-Record-ID": "<urn:uuid:4>"},
        )
    )
    return buffer.getvalue()


@pytest.mark.parametrize(("charset", "encoding"), [("", ""), ("windows-1252", ""), ("", "gzip")])
def test_pages_and_texts_of_a_web_archive_are_read(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    for name, packed in (("a.warc", False), ("a.warc.gz", True)):
        content = warc(packed, charset=charset, encoding=encoding)
        found, errors = read(tmp_path / name, content)
        assert errors == []
        assert [(a.id, a.url) for a in found] == [
            ("urn:uuid:1", "http://a.org/1"),
            ("urn:uuid:4", "http://a.org/4"),
        ]
        assert "Grüße an alle Helfer" in found[0].text
        assert found[0].title == "Bridge collapses"
        assert found[1].text == STORY


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.4, 0.9, 0.9999])
def test_a_web_archive_that_ends_early_is_an_error(
    tmp_path: Path, packed: bool, share: float
) -> None:
    content = warc(packed)
    name = "a.warc.gz" if packed else "a.warc"
    found, errors = read(tmp_path / name, content[: int(len(content) * share)])
    assert "is cut off" in errors[-1]
    assert len(found) < 2 or share > 0.9


def test_a_large_picture_is_passed_over_and_a_large_page_is_an_error(tmp_path: Path) -> None:
    for kind, count in (("image/png", 0), ("text/html", 1)):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + b"x" * MAX_BYTES
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
            "WARC-Record-ID: <urn:uuid:5>\r\nWARC-Date: 2023-05-01T00:00:00Z\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        content = head.encode() + block + b"\r\n\r\n" + warc(packed=False)
        found, errors = read(tmp_path / "a.warc", content)
        assert len(found) == 2
        assert len(errors) == count


def test_what_is_no_web_archive_is_an_error(tmp_path: Path) -> None:
    for content in (b"", b"hello\r\n" * 99, PAGE.encode()):
        found, errors = read(tmp_path / "a.warc", content)
        assert (found, len(errors)) == ([], 1)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A web site with one story."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "story.html").write_text(PAGE, encoding="utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    handler = functools.partial(Quiet, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_a_crawl_by_wget_is_read(tmp_path: Path, site: str) -> None:
    wanted = [f"{site}/story.html", f"{site}/missing.html"]
    subprocess.run(
        ["wget", "--quiet", "--no-proxy", "--warc-file=crawl", "-P", "pages", *wanted],
        cwd=tmp_path,
        check=False,
        timeout=30,
    )
    found, errors = read(tmp_path / "b.warc.gz", (tmp_path / "crawl.warc.gz").read_bytes())
    assert errors == []
    assert [a.url for a in found] == wanted[:1]
    assert STORY in found[0].text


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_what_only_claims_to_be_compressed_is_an_error(tmp_path: Path, ending: str) -> None:
    found, errors = read(tmp_path / f"a.jsonl.{ending}", b'{"text": "A story."}\n')
    assert (found, len(errors)) == ([], 1)
    assert "is not compressed as its ending says" in errors[0]


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_a_line_that_grows_without_measure_is_refused_in_bounded_memory(
    tmp_path: Path, ending: str
) -> None:
    line = b'{"text": "' + b"x" * (64 << 20) + b'"}\n'
    packed = gzip.compress(line) if ending == "gz" else zstandard.compress(line)
    good = b'{"id": "a", "text": "A story."}\n'
    more = gzip.compress(good) if ending == "gz" else zstandard.compress(good)
    found, errors = read(tmp_path / f"a.jsonl.{ending}", packed + more)
    assert [a.id for a in found] == ["a"]
    assert len(errors) == 1
    assert "X:1: has more than" in errors[0]
