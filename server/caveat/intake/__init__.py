"""Files of many formats in, articles out: what the command line, batches and tests share.

``read`` never raises for a file: each article that a file holds, or fails to hold, is one
``Received``, so that one bad file or row never takes the others with it. ``str(error)`` names the
file, the line where there is one, what is wrong and the way out.

A format is one module; adding one is a module and a line in ``FORMATS``. All of them keep a text
as received: no new-line, space or Unicode normalisation, because spans count its code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from caveat.errors import CaveatError, InvalidArticle, UnreadableInput, Violation
from caveat.intake import html, json, jsonl, text
from caveat.intake.foreign import refusal
from caveat.intake.received import Received
from caveat.intake.source import Source, printable

__all__ = ["FORMATS", "Received", "read", "read_all"]

# File name ending, without the dot, to the format's reader.
FORMATS: Mapping[str, Callable[[Source], Iterator[Received]]] = MappingProxyType(
    {
        "txt": text.read,
        "json": json.read,
        "jsonl": jsonl.read,
        "ndjson": jsonl.read,
        "html": html.read,
        "htm": html.read,
    }
)


def read(path: str | Path, *, name: str = "", label: str = "") -> Iterator[Received]:
    """Every article of one file, in order, each a result or an error.

    ``name`` is the id of an article that has none of its own (``name#line`` in a .jsonl file), by
    default the file's name without its ending; ``label`` is what messages call the file. Reads at
    most ``caveat.intake.source.MAX_BYTES`` of a file (of a line, in a .jsonl file).
    """
    source = Source(Path(path), name, label)
    reader = FORMATS.get(source.path.suffix[1:].lower())
    try:
        source.check()
        if reader is None:
            raise UnreadableInput(f"{source}: {refusal(source.path.suffix, FORMATS)}")
        yield from reader(source)
    except CaveatError as error:
        yield Received(str(source), error)


def read_all(paths: Sequence[str | Path]) -> Iterator[Received]:
    """Every article of several files, in order, with ids that are unique over the whole call.

    Files of the same name in different folders get their path, without its ending, as default id.
    An id that a file states itself and that was taken by an earlier article is an error, and so is
    a file given a second time, by whatever path: it would stand as a source of its own.
    """
    files = [Path(path) for path in paths]
    names = Counter(file.stem for file in files)
    seen: dict[str, str] = {}
    given: dict[tuple[int, int], Source] = {}
    for file in files:
        source = Source(file)
        if (known := _identity(file)) is not None:
            if known in given:
                problem = f"is the same file as {given[known]}; give each file once"
                yield Received(str(source), UnreadableInput(f"{source}: {problem}"))
                continue
            given[known] = source
        several = names[file.stem] > 1 and file.name
        name = printable(str(file.with_suffix(""))) if several else ""
        for received in read(file, name=name):
            if isinstance(received.outcome, CaveatError):
                yield received
                continue
            article_id = received.outcome.id
            if article_id in seen:
                problem = f"{article_id!r} is also the id of {seen[article_id]}"
                remedy = "give each article an id of its own, and each file once"
                yield Received(
                    received.source,
                    InvalidArticle([Violation("id", problem, remedy)], received.source),
                )
                continue
            seen[article_id] = received.source
            yield received


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode: the same for two paths of one file, as in ``os.path.samefile``."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # read says what is wrong with it
        return None
    return status.st_dev, status.st_ino
