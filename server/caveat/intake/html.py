"""A saved web page: its article, and what a page says outside of it.

*Text as received* is, for a page, the text that this reader builds and the article carries: one
paragraph a line, as extracted by trafilatura (Barbaresi, ACL 2021), with the passages put back
that extraction drops and that an editor needs: notices and credit lines from footers, asides and
captions, each at its place in the page (``caveat.intake.page``). Author boxes become ``bio``.
Every span of an answer counts code points of that text, not of the mark-up.

Bytes are decoded by byte order mark, else by the page's own charset declaration with undecodable
bytes replaced, as browsers do, else strictly as UTF-8.
"""

from __future__ import annotations

import codecs
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import lxml.etree
import lxml.html
import re2
import trafilatura

from caveat.document import Article
from caveat.document.article import MAX_BIO
from caveat.errors import InvalidArticle, TooLarge, UnreadableInput
from caveat.intake import authors, fields, signed
from caveat.intake.metadata import Metadata, read_metadata, web_address
from caveat.intake.page import Page, restore
from caveat.intake.received import Received
from caveat.intake.source import Source, decode, refuse_binary

# The largest of 421 news pages has 5,145 elements; a page ten times as large takes seconds.
MAX_ELEMENTS = 50_000
# The parser compares each attribute of a tag with all before it. The fullest tag of 421 news pages
# has 41, and the squares of all tags' come to 62,000.
MAX_ATTRIBUTES = 1_000
_MOST_COMPARED = 5_000_000
# A shorter tag, in code points, has too few to matter.
_LONG_TAG = 200
# Extraction tries a hundred patterns on every class; real ones have at most some hundred letters.
_CLASS_LENGTH = 2_000
_SCRIPT = re2.compile(r"(?is)<script\b.*?</script")
_QUOTED = re2.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_OPEN_TAG = re2.compile(r"<[a-zA-Z]")
# Where browsers look for a declaration, with room for long comments.
_HEAD = 4_096
_CHARSET = re2.compile(
    rb"""(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})"""
)
# What a page may declare. Python knows more encodings, some of them slow on hostile bytes.
_KNOWN = (
    "utf-8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 "
    "iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14 "
    "iso8859-15 iso8859-16 koi8-r koi8-u mac-roman shift_jis cp932 euc_jp iso2022_jp gb2312 gbk "
    "gb18030 big5 big5hkscs euc_kr cp949 tis-620 cp874"
)
_CHARSETS = frozenset(_KNOWN.split())
# What the libraries have to say of a bad page comes to the caller as a refusal.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)


def read(source: Source) -> Iterator[Received]:
    """The one article of a page. Raises UnreadableInput, TooLarge, InvalidArticle."""
    article = extract(markup(source.content(), source), source)
    yield Received(str(source), checked(article, source))


def checked(article: Article, source: Source, *, now: datetime | None = None) -> Article:
    """A page's article, without a date that cannot be one. Raises InvalidArticle."""
    found = article.violations(now=now)
    if any(v.field == "published_at" for v in found):
        # What a page says of its date is a guess of ours: a wrong one is none, and no fault.
        article = replace(article, published_at=None)
        found = article.violations(now=now)
    if found:
        raise InvalidArticle(found, str(source))
    return article


def markup(data: bytes, place: object) -> str:
    """A page's bytes as mark-up. Raises UnreadableInput."""
    refuse_binary(data, place)
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _CHARSET.search(data[:_HEAD])
        name = charset(declared.group(1).decode("ascii")) if declared else ""
        if name and b"\x00" not in data:
            return data.decode(name, "replace")
    return decode(data, place)


def extract(text: str, source: Source) -> Article:
    """The article of a page's mark-up. Raises UnreadableInput when it holds none, TooLarge when it
    has more than MAX_ELEMENTS elements.
    """
    attributes, compared = _attributes(text)
    if attributes > MAX_ATTRIBUTES:
        raise TooLarge(
            f"{source}: has a tag with about {attributes:,} attributes, the limit is "
            f"{MAX_ATTRIBUTES:,}; save the article's text as .txt"
        )
    if compared > _MOST_COMPARED:
        raise TooLarge(
            f"{source}: has too many tags with hundreds of attributes; "
            "save the article's text as .txt"
        )
    tree = _tree(text, source)
    count = sum(1 for _ in tree.iter(lxml.etree.Element))
    if count > MAX_ELEMENTS:
        raise TooLarge(
            f"{source}: has {count:,} elements, the limit is {MAX_ELEMENTS:,}; "
            "save the article's own page, or its text as .txt"
        )
    metadata = read_metadata(tree)
    page = Page(tree)
    body, fallback = _body(text, source)
    body = body or metadata.body or page.paragraphs()
    if not any(c.isalpha() for c in body):
        raise UnreadableInput(f"{source}: no article text found in the page; save the text as .txt")
    body, bios = restore(body, page)
    bio = "\n\n".join(bios) or metadata.bio
    return Article(
        id=source.default_id,
        text=body,
        url=metadata.url or fallback.url,
        outlet=metadata.outlet or fallback.outlet,
        title=metadata.title or fallback.title,
        authors=signed.authors(tree, metadata.authors or fallback.authors, metadata.outlet),
        published_at=metadata.published_at or fallback.published_at,
        language=metadata.language,
        bio=bio[:MAX_BIO],
    )


def charset(label: str) -> str:
    """The codec of a declared charset by the WHATWG's reading of labels, "" for an unknown one."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if name in _CHARSETS else ""


def _attributes(text: str) -> tuple[int, int]:
    """About how many attributes the fullest tag has, and the sum of all tags' squares.

    Values set aside. Linear in the length.
    """
    bare = _QUOTED.sub("=", _SCRIPT.sub("", text)).replace("/", " ")
    most = squares = 0
    for piece in bare.split(">"):
        if len(piece) > _LONG_TAG and (opened := _OPEN_TAG.search(piece)):
            count = len(piece[opened.start() :].split())
            most = max(most, count)
            squares += count * count
    return most, squares


def _tree(text: str, source: Source) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        # As bytes: lxml refuses a str with an XML declaration.
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableInput(f"{source}: is not a web page; save the text as .txt") from error
    for node in tree.iter(lxml.etree.Element):
        for name in ("class", "id"):
            if len(node.get(name, "")) > _CLASS_LENGTH:
                node.set(name, "")
    return tree


def _body(text: str, source: Source) -> tuple[str, Metadata]:
    """What trafilatura extracts, and what it and htmldate make of the metadata."""
    tree = _tree(text, source)
    for script in list(tree.iter("script")):
        # Read once, by read_metadata: trafilatura logs a traceback for JSON-LD that is broken.
        script.drop_tree()
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
    except Exception as error:  # a page that breaks the extractor is the page's fault
        raise UnreadableInput(
            f"{source}: the page cannot be read ({type(error).__name__}); save its text as .txt"
        ) from error
    if found is None or isinstance(found, dict):
        return "", Metadata()
    return found.text or "", Metadata(
        title=found.title or "",
        authors=authors.cleaned((found.author or "").split(";"), found.sitename or ""),
        published_at=_date(found.date),
        outlet=found.sitename if found.sitename and len(found.sitename) < 60 else "",
        url=web_address(found.url or ""),
    )


def _date(value: str | None) -> datetime | None:
    try:
        return fields.published_at(value) if value else None
    except ValueError:
        return None
