"""Archives in an object store: the rows of the same files on disk, errors that say what to do."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFile

from caveat.batch import remote
from caveat.errors import UnreadableInput
from tests.batch.archives import batch, lines, placeless, rows, score, write


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """The bucket "crawl" of a server that speaks S3, and whatever names its keys."""
    boto3 = pytest.importorskip("boto3")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(
        ip_address="127.0.0.1", port=0, verbose=False
    )
    server.start()
    patch = pytest.MonkeyPatch()
    host, port = server.get_host_and_port()
    patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    patch.setenv("AWS_ACCESS_KEY_ID", "test")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3")
    client.create_bucket(Bucket="crawl")
    yield client
    server.stop()
    patch.undo()


@pytest.fixture
def memory() -> Iterator[str]:
    """A folder of fsspec's own file system in memory."""
    yield "memory://archive"
    fsspec.filesystem("memory").rm("/archive", recursive=True)


def put(address: str, content: bytes) -> None:
    with fsspec.open(address, "wb") as file:
        file.write(content)


@pytest.mark.slow
def test_an_object_store_gives_the_rows_of_the_same_files_on_disk(
    bucket: Any, tmp_path: Path
) -> None:
    articles = lines(10)
    packed = gzip.compress("\n".join(articles[:5]).encode())
    bucket.put_object(Bucket="crawl", Key="day/a.jsonl.gz", Body=packed)
    bucket.put_object(Bucket="crawl", Key="day/b.jsonl", Body="\n".join(articles[5:]).encode())
    bucket.put_object(Bucket="crawl", Key="day/readme.md", Body=b"not an archive")
    here = tmp_path / "here"
    score(here, write(tmp_path / "a.jsonl", articles), sources=False)
    for given in ("s3://crawl/day/", "s3://crawl/day/*.jsonl*"):
        out = tmp_path / f"out{len(given)}"
        run = batch(given, "--out", out, "--no-sources", "--workers", 1)
        assert run.returncode == 0, run.stderr
        assert [placeless(r) for r in rows(out)] == [placeless(r) for r in rows(here)]
        assert rows(out)[0]["source"].startswith("s3://crawl/day/a.jsonl.gz")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("s3://crawl/none.jsonl", "FileNotFoundError"),
        ("s3://nobody/a.jsonl", "bucket does not exist"),
        ("nosuch://crawl/a.jsonl", "names no file system that is known"),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_an_address_that_cannot_be_read_is_named(given: str, said: str, tmp_path: Path) -> None:
    run = batch(given, "--out", tmp_path / "out")
    assert run.returncode == 2
    assert said in run.stderr
    assert given in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("bucket")
def test_a_store_that_does_not_answer_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(UnreadableInput, match="EndpointConnectionError"):
        remote.checksum("s3://crawl-away/a.jsonl")


def test_what_breaks_off_stops_the_run_which_goes_on_later(
    memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = lines(6)
    put(f"{memory}/a.jsonl", "\n".join(articles[:3]).encode())
    put(f"{memory}/b.jsonl", "\n".join(articles[3:]).encode())
    whole = MemoryFile.read

    def broken(self: MemoryFile, size: int = -1, /) -> bytes:
        if "b.jsonl" in self.path:
            raise RuntimeError("connection reset by peer")
        return bytes(whole(self, size))

    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(MemoryFile, "read", broken)
        with pytest.raises(UnreadableInput, match="RuntimeError: connection reset by peer"):
            score(out, f"{memory}/", sources=False)
    assert not (out / "summary.json").exists()
    score(out, f"{memory}/", sources=False)
    assert [r["article_id"] for r in rows(out)] == [json.loads(a)["id"] for a in articles]


def test_a_file_of_an_archive_that_is_gone_is_one_error(
    memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(f"{memory}/a.jsonl", "\n".join(lines(2)).encode())
    system = fsspec.filesystem("memory")

    def gone(path: str, *_: Any, **__: Any) -> Any:
        raise FileNotFoundError(path)

    monkeypatch.setattr(type(system), "open", gone)
    outcome = score(tmp_path / "out", f"{memory}/a.jsonl", sources=False)
    assert (outcome.tally.articles, outcome.refused) == (0, 1)


def test_what_is_secret_in_an_address_is_not_in_its_name() -> None:
    signed = "https://ann:hunter2@news.example/a/b.jsonl.gz?signature=abc123"
    assert remote.name(signed) == "https://news.example/a/b.jsonl.gz"
    assert remote.name("s3://crawl/day/a.jsonl") == "s3://crawl/day/a.jsonl"
