"""Files of other formats: what they are by their endings, and the way out.

Renaming helps no PDF: each kind is told how to become text.
"""

from __future__ import annotations

from collections.abc import Iterable

_KINDS = (
    ("pdf", "a PDF", "convert it to text (pdftotext) and send the .txt"),
    (
        "doc docx odt rtf pages epub ppt pptx xls xlsx ods odp",
        "an office document",
        "save it as plain text (.txt) or as a web page (.html)",
    ),
    ("zip gz tgz tar bz2 xz zst 7z rar", "an archive", "unpack it and name the files in it"),
    (
        "csv tsv parquet warc wet",
        "an archive of articles",
        "score it with `caveat batch FILE --out FOLDER`",
    ),
    (
        "png jpg jpeg gif webp tif tiff bmp heic svg",
        "a picture",
        "send the article's text as .txt",
    ),
    (
        "xml",
        "a file of records",
        "convert it to a .jsonl file, one JSON object a line",
    ),
)
_BY_ENDING = {
    ending: (what, remedy) for endings, what, remedy in _KINDS for ending in endings.split()
}


def refusal(suffix: str, formats: Iterable[str]) -> str:
    """Why a file with this ending (".pdf") is not read; ``formats`` are the endings that are."""
    if (known := _BY_ENDING.get(suffix[1:].lower())) is not None:
        what, remedy = known
        return f"is {what} by its ending; {remedy}"
    endings = ", ".join(f".{ending}" for ending in formats)
    return f"the ending {suffix!r} names no format; rename the file to end in one of {endings}"
