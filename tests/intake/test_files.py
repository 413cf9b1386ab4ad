"""Reading files: one bad file or row never takes the others with it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caveat import intake
from caveat.document.article import MAX_TEXT
from caveat.errors import CaveatError, InvalidArticle, TooLarge, UnreadableInput
from caveat.intake.source import MAX_BYTES


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def only(path: Path) -> intake.Received:
    (received,) = intake.read(path)
    return received


def refusal(path: Path, kind: type[CaveatError]) -> str:
    error = only(path).error
    assert isinstance(error, kind), error
    message = str(error)
    assert message.startswith(str(path)), message
    assert "\n" not in message
    return message


def test_plain_text_is_kept_exactly_as_decoded(tmp_path: Path) -> None:
    text = "Título\r\n\r\n  e\u0301 \u05e9\u05dc\u05d5\u05dd \u202bRTL\u202c 😀\u2028\x0c\n"
    article = only(write(tmp_path / "story.txt", text)).article
    assert article is not None
    assert (article.id, article.text) == ("story", text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_and_is_dropped(tmp_path: Path, encoding: str) -> None:
    article = only(write(tmp_path / "a.txt", "Grüße\r\n".encode(encoding))).article
    assert article is not None
    assert article.text == "Grüße\r\n"


@pytest.mark.parametrize(
    "url",
    [
        "data:text/html,hello",
        "javascript:history.back()",
        "example.org/story",
        "ftp://example.org/story",
        "https://",
        "http:///story",
        "https://example.org/a story",
        "https://example.org/\u202etxt.exe",
        "https://[::1/story",
        "https://example.org:port/",
    ],
)
def test_what_is_no_web_address_is_refused(tmp_path: Path, url: str) -> None:
    given = {"text": "x", "url": url}
    message = refusal(write(tmp_path / "a.json", json.dumps(given)), InvalidArticle)
    assert "url: is not a web address; send one that starts with http:// or https://" in message


@pytest.mark.parametrize("url", ["", "HTTPS://example.org/é?a=b#c", "http://[::1]:8080/story"])
def test_a_web_address_is_kept_as_it_is(tmp_path: Path, url: str) -> None:
    article = only(write(tmp_path / "a.json", json.dumps({"text": "x", "url": url}))).article
    assert article is not None
    assert article.url == url


def test_news_may_be_as_old_as_newspapers(tmp_path: Path) -> None:
    given = json.dumps({"text": "x", "published_at": "1605-09-12"})
    assert only(write(tmp_path / "a.json", given)).article is not None


def test_a_number_of_any_length_is_named_without_python_s_own_words(tmp_path: Path) -> None:
    long = refusal(write(tmp_path / "a.json", '{"text": ' + "7" * 9_000 + "}"), UnreadableInput)
    assert "it holds a number of 9,000 digits" in long
    assert "sys." not in long
    short = refusal(write(tmp_path / "b.json", '{"text": 77}'), InvalidArticle)
    assert "text: is a number; write a string" in short


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty (0 bytes)"),
        (b" \r\n\t", "text: is empty"),
        ("\u200b\ufeff\u2060\n\u3164".encode(), "text: is empty"),
        (b"abc\x00def", "NUL at byte 3"),
        ("The ferry ran aground.".encode("utf-32"), "UTF-32"),
        ("The ferry ran aground.".encode("utf-32-be"), "UTF-32"),
        ("Fähre läuft auf Grund".encode("utf-32-le"), "UTF-32"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"%PDF-1.7", "a PDF"),
        ("é".encode("latin-1"), "byte 0xe9 at offset 0"),
        (b"line\nna\xefve", "byte 0xef at offset 7 (line 2)"),
        ("long enough".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"\xff\xfea\x00b", "UTF-16"),
    ],
)
def test_what_is_not_text_is_refused_with_the_place_and_the_way_out(
    tmp_path: Path, data: bytes, says: str
) -> None:
    kind: type[CaveatError] = InvalidArticle if says.startswith("text") else UnreadableInput
    message = refusal(write(tmp_path / "a.txt", data), kind)
    assert says in message
    assert ";" in message


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 << 20)
    assert f"the limit is {MAX_BYTES:,}" in refusal(path, TooLarge)


def test_a_text_over_the_limit_of_an_article_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "a" * (MAX_TEXT + 1))
    assert "code points" in refusal(path, InvalidArticle)


def test_missing_files_directories_and_unknown_endings_are_named(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "none.txt", UnreadableInput)
    assert "is a directory" in refusal(tmp_path, UnreadableInput)
    assert "names no format" in refusal(write(tmp_path / "a.dat", "x"), UnreadableInput)
    (error,) = intake.read("a\x00b.txt")
    assert isinstance(error.error, UnreadableInput)


@pytest.mark.parametrize(
    ("ending", "way_out"),
    [
        ("PDF", "convert it to text"),
        ("docx", "save it as plain text"),
        ("tar.gz", "unpack it"),
        ("jpeg", "send the article's text"),
        ("csv", "caveat batch"),
        ("parquet", "caveat batch"),
        ("warc", "caveat batch"),
        ("xml", "convert it to a .jsonl file"),
    ],
)
def test_another_format_is_told_how_to_become_text(
    tmp_path: Path, ending: str, way_out: str
) -> None:
    message = refusal(write(tmp_path / f"a.{ending}", "x"), UnreadableInput)
    assert way_out in message
    assert "rename" not in message


def test_a_file_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "red\x1b[31m\nline\u202e.txt", "")
    (received,) = intake.read(path)
    for shown in (received.source, str(received.error)):
        assert "is empty" in str(received.error)
        assert shown.isprintable()
        assert "red\ufffd[31m\ufffdline\ufffd.txt" in shown


def test_a_file_is_read_once_by_whatever_path(tmp_path: Path) -> None:
    (tmp_path / "wire").mkdir()
    first = write(tmp_path / "wire/port.txt", "The port has reopened.")
    around = tmp_path / "wire/../wire/port.txt"
    linked, hard = tmp_path / "alias.txt", tmp_path / "hard.txt"
    linked.symlink_to(first)
    hard.hardlink_to(first)
    again = write(tmp_path / "copy.txt", "The port has reopened.")
    received = list(intake.read_all([first, around, linked, hard, again, ".", "."]))
    assert [r.article is not None for r in received] == [True, False, False, False, True] + [
        False
    ] * 2
    for path, refused in zip((around, linked, hard), received[1:4], strict=True):
        assert str(refused.error).startswith(f"{path}: is the same file as {first};")


def test_a_device_is_not_read() -> None:
    (received,) = intake.read("/dev/zero")
    assert "not a regular file" in str(received.error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "text")
    path.chmod(0)
    assert "permission denied" in refusal(path, UnreadableInput)


def test_a_json_article_has_every_field(tmp_path: Path) -> None:
    given = {
        "id": "n1",
        "url": "https://example.org/n1",
        "outlet": "The Example",
        "title": "Title",
        "authors": ["A. Writer"],
        "published_at": "2023-05-09T13:39:00+02:00",
        "language": "en",
        "text": "Text.\r\n",
        "bio": "A. Writer covers trade.",
    }
    article = only(write(tmp_path / "a.json", json.dumps(given))).article
    assert article is not None
    assert article.authors == ("A. Writer",)
    assert article.published_at == datetime(2023, 5, 9, 11, 39, tzinfo=UTC)
    assert (article.id, article.text, article.bio) == ("n1", "Text.\r\n", given["bio"])


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2023-05-09", datetime(2023, 5, 9, tzinfo=UTC)),
        ("2023-05-09T13:39Z", datetime(2023, 5, 9, 13, 39, tzinfo=UTC)),
        ("2023-05-09t13:39:00.123456789z", datetime(2023, 5, 9, 13, 39, 0, 123456, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_iso_8601(tmp_path: Path, value: str | None, moment: datetime | None) -> None:
    given = json.dumps({"text": "x", "published_at": value})
    article = only(write(tmp_path / "a.json", given)).article
    assert article is not None
    assert article.published_at == moment


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (
            '{"text": "x", "txet": 1, "publishedAt": "", "body": ""}',
            ["txet", "publishedAt", "body"],
        ),
        ('{"text": 5, "authors": "A", "title": []}', ["text", "authors", "title"]),
        ('{"text": "x", "authors": ["A", 5, null]}', ["authors[1]", "authors[2]"]),
        ("{}", ["text"]),
        ('{"text": null}', ["text"]),
        ('{"text": "x", "published_at": "9 May 2023"}', ["published_at"]),
        ('{"text": "x", "published_at": "2023-05-09T13:39:00"}', ["published_at"]),
        ('{"text": "x", "published_at": "9999-01-01"}', ["published_at"]),
        ('{"text": "x", "published_at": 5}', ["published_at"]),
        ('{"text": "a\\ud800b", "title": "\\u0000"}', ["text", "title"]),
        ('{"text": "x", "id": "", "language": "english please"}', ["id", "language"]),
        ('{"text": "\\u2060\\u200e", "id": "left\\u2066right"}', ["text", "id"]),
        ('{"text": "x", "authors": ["", "Ann Lee", "\\u200b "]}', ["authors[0]", "authors[2]"]),
        ('{"text": "x", "published_at": "0001-01-01T00:00:00+14:00"}', ["published_at"]),
        ('{"text": "x", "published_at": "1600-01-01T00:30:00+01:00"}', ["published_at"]),
        ('{"text": "x", "published_at": "9999-12-31T23:59:59-14:00"}', ["published_at"]),
    ],
)
def test_every_bad_field_is_named(tmp_path: Path, given: str, fields: list[str]) -> None:
    error = only(write(tmp_path / "a.json", given)).error
    assert isinstance(error, InvalidArticle)
    assert sorted(v.field for v in error.violations) == sorted(fields)
    assert str(error).startswith(str(tmp_path / "a.json"))
    assert all(v.problem and v.remedy for v in error.violations)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("[]", "holds a list"),
        ('"text"', "holds a string"),
        ("{", "is not JSON"),
        ('{"text": NaN}', "NaN"),
        ('{"text": "a", "text": "b"}', "'text' stands twice"),
        ("[" * 200_000, "nested too deeply"),
        ('{"id": ' + "9" * 10_000 + "}", "is not"),
        ("  \n", "only white space"),
    ],
)
def test_what_is_not_an_object_is_refused(tmp_path: Path, data: str, says: str) -> None:
    assert says in refusal(write(tmp_path / "a.json", data), UnreadableInput)


def test_a_bad_line_is_an_error_of_its_own_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    lines = [
        b'\xef\xbb\xbf{"text": "one"}\r',
        b"",
        b"not json",
        b'{"text": "\xe9"}',
        b'{"text": "x", "wrong": 1}',
        b'{"text": "' + b"a" * MAX_BYTES + b'"}',
        b'{"id": "last", "text": "six"}',
    ]
    write(path, b"\n".join(lines))
    received = list(intake.read(path))
    assert [r.source for r in received] == [f"{path}:{n}" for n in (1, 3, 4, 5, 6, 7)]
    assert [r.article.id if r.article else "" for r in received] == [
        *("many#1", "", "", "", "", "last")
    ]
    kinds = [type(r.error) for r in received if r.error]
    assert kinds == [UnreadableInput, UnreadableInput, InvalidArticle, TooLarge]
    assert all(str(r.error).startswith(r.source) for r in received if r.error)


@pytest.mark.parametrize("data", [b"", b"\n \n", '{"text": "x"}'.encode("utf-16")])
def test_a_jsonl_file_without_lines_of_json_is_refused(tmp_path: Path, data: bytes) -> None:
    refusal(write(tmp_path / "a.jsonl", data), UnreadableInput)


def test_lines_in_utf_32_are_named_as_such(tmp_path: Path) -> None:
    for encoding in ("utf-32", "utf-32-le", "utf-32-be"):
        path = write(tmp_path / f"{encoding}.jsonl", '{"text": "x"}\n'.encode(encoding))
        assert "is UTF-32" in refusal(path, UnreadableInput)


def test_ids_are_unique_over_the_files_of_one_call(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "story.txt", folder)
    twice = write(tmp_path / "c.jsonl", '{"id": "c", "text": "1"}\n{"id": "c", "text": "2"}\n')
    paths = [tmp_path / "a/story.txt", tmp_path / "b/story.txt", tmp_path / "none.txt", twice]
    received = list(intake.read_all(paths))
    assert [r.article.text if r.article else "" for r in received] == ["a", "b", "", "1", ""]
    assert len({r.article.id for r in received if r.article}) == 3
    assert "is also the id of" in str(received[-1].error)
