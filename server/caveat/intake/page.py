"""A second reading of a page, for what extraction drops: notices, credit lines, author boxes.

Extractors are made to drop footers, asides and captions, and that is where a page says that it is
satire, sponsored or written by a machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import lxml.etree
import lxml.html
import re2

from caveat.document.bio_cues import tells_of_author

_BLOCK_TAGS = (
    "address article aside blockquote body br button caption dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
_SILENT_TAGS = (
    "script style noscript template svg math iframe object select option textarea head nav form "
    "button dialog video audio canvas"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SILENT = frozenset(_SILENT_TAGS.split())
# Containers, by the words of their class, id and itemprop.
_DROPPED = re2.compile(
    r"(?i)(?:^|[\s_-])(?:comments?|disqus|related|recommend\w*|newsletter|cookies?|consent|gdpr|"
    r"modal|popup|menu|navbar|breadcrumbs?|sidebar-?widget|share|social|trending|most-?read|"
    r"more-?stories|read-?next|outbrain|taboola)(?:$|[\s_-])"
)
_BOX = re2.compile(
    r"(?i)(?:^|[\s_-])(?:"
    r"(?:about|meet)[_-]+(?:the[_-]+)?(?:authors?|writers?|reporters?|contributors?)|"
    r"(?:posts?|articles?|entry|single|story|content|page)?[_-]*(?:authors?|contributors?|writers?|"
    r"bylines?|person|profile|staff|reporters?|autoren?|auteurs?)[_\w-]*"
    r"(?:bios?|box|about|info|desc\w*|profile|card|blurb|biography|summary|text|details?|excerpt)|"
    r"bios?|biograph\w*)(?:$|[\s_-])"
)
_NOTICE = re2.compile(
    r"(?i)\b(?:disclaimers?|disclosure|editor['’]?s?[’']? note|satir\w+|parody|hoax|"
    r"fiction(?:al)?|for entertainment|(?:ai|machine|computer|automatically|auto)[ -]?"
    r"(?:generated|translated|written|assisted)|artificial intelligence|chatgpt|language model|"
    r"sponsored (?:by|content|post|article)|(?:paid|partner|branded|promoted) "
    r"(?:content|post|partnership)|advertorial|press release|(?:views|opinions) expressed|"
    r"edited (?:version|by)|independently verif\w+|names? (?:have|has) been changed|"
    r"(?:originally|first) (?:published|appeared)|this (?:article|story|post|piece|report) "
    r"(?:is|was|has|may|contains)|dramati[sz]\w+|hypothetical)\b|"
    # The same declarations in the other languages of the disclaimer rules.
    r"sátira|satír|satirique|satirisch|satyr|satira|hiciv|сатир|ساخر|व्यंग्य|風刺|讽刺|諷刺|풍자|"
    r"ficción|fictif|fiktiv|fictíci|fikcyj|kurgu|вымышлен|вигадан|خيال|काल्पनिक|フィクション|虚构|"
    r"허구|patrocinad|sponsorisé|gesponsert|anzeige|sponsorizzat|sponsorowan|реклам|"
    r"inteligencia artificial|intelligence artificielle|künstliche intelligenz|"
    r"inteligência artificial|intelligenza artificiale|kunstmatige intelligentie|"
    r"sztuczn\w+ inteligencj|yapay zek|искусственн\w+ интеллект|штучн\w+ інтелект|"
    r"الذكاء الاصطناعي|人工智能|人工知能|인공지능|kecerdasan buatan"
)
_CREDIT = re2.compile(
    r"(?i)^\W{0,3}(?:source|sources|via|with (?:inputs?|files|reporting|additional reporting)|"
    r"(?:additional )?reporting (?:by|from)|contribut(?:ing|ions|ed) (?:by|from|to)|"
    r"this (?:story|article|report|piece) (?:was|is|originally|first)|quelle|fuente|fonte)\b"
)
# What stands in a box and tells of nobody.
_CHROME = re2.compile(
    r"(?i)privacy policy|terms of (?:use|service)|newsletter|inbox|subscri|all rights reserved|"
    r"recaptcha|cookies|\blog ?in\b|\bsign ?(?:in|up)\b|^(?:view|see|read) (?:all|more)|trademark|"
    r"your source for|^by .{0,80}\d{4}|^(?:full bio|recent|most popular|latest posts)"
)
# Bounds, in code points and in passages: a notice is short, a box holds a few sentences.
_NOTICE_LENGTH = 800
_BOX_LENGTH = 3_000
_BOX_WORDS = 6
_RESTORED = 40
_BOXES = 6
# Enough of a paragraph to know it again.
_KEY = 60


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text between block-level tags, white space collapsed.

    ``box`` numbers the author box it stands in, -1 outside of any.
    """

    text: str
    box: int
    dropped: bool


class Page:
    """A page's visible text, block by block, in page order. Time linear in the page's length."""

    def __init__(self, tree: lxml.html.HtmlElement) -> None:
        self.blocks: list[Block] = []
        self._read(tree)

    def paragraphs(self) -> str:
        """Every block that reads like prose, one a line: what is left when extraction fails."""
        return "\n".join(
            b.text for b in self.blocks if not b.dropped and b.box < 0 and len(b.text.split()) >= 8
        )

    def _read(self, tree: lxml.html.HtmlElement) -> None:
        pieces: list[str] = []
        # The containers around the present place: (box number, whether it is dropped).
        around: list[tuple[int, bool]] = [(-1, False)]
        boxes = 0
        silent = 0

        def flush() -> None:
            text = " ".join("".join(pieces).split())
            pieces.clear()
            if text:
                self.blocks.append(Block(text, *around[-1]))

        for event, node in lxml.etree.iterwalk(tree, events=("start", "end")):
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                if silent or tag in _SILENT:
                    silent += 1
                    continue
                if tag in _BLOCKS:
                    flush()
                box, dropped = around[-1]
                names = f"{node.get('class', '')} {node.get('id', '')} {node.get('itemprop', '')}"
                if len(names) > 2:
                    names = names[:400]
                    dropped = dropped or _DROPPED.search(names) is not None
                    if box < 0 and tag not in ("body", "html", "a") and _BOX.search(names):
                        flush()
                        box, boxes = boxes, boxes + 1
                around.append((box, dropped))
                pieces.append(node.text or "")
            else:
                if silent:
                    silent -= 1
                else:
                    if tag in _BLOCKS or around[-1][0] != around[-2][0]:
                        flush()
                    around.pop()
                if not silent:
                    pieces.append(node.tail or "")
        flush()


def restore(body: str, page: Page) -> tuple[str, list[str]]:
    """The extracted text with what it lacks put back in page order, and the author boxes.

    A box that already stands in the text is left there and not returned.
    """
    lines = body.split("\n")
    flat = " ".join(body.split())
    missing = [
        (i, b.text)
        for i, b in enumerate(page.blocks)
        if b.box < 0 and not b.dropped and _matters(b.text)
    ]
    seen: set[str] = set()
    put_back: list[tuple[int, str]] = []
    for i, text in missing:
        if len(put_back) < _RESTORED and text not in seen and text not in flat:
            put_back.append((i, text))
        seen.add(text)
    return _merge(lines, put_back, page), _boxes(page.blocks, body)


def _matters(text: str) -> bool:
    return 15 <= len(text) <= _NOTICE_LENGTH and (
        _CREDIT.search(text) is not None or _NOTICE.search(text) is not None
    )


def _merge(lines: list[str], put_back: list[tuple[int, str]], page: Page) -> str:
    """Each passage before the first line that stands after it in the page, else at the end."""
    if not put_back:
        return "\n".join(lines)
    place: dict[str, int] = {}
    for i, block in enumerate(page.blocks):
        place.setdefault(block.text[:_KEY], i)
    merged: list[str] = []
    for line in lines:
        at = place.get(" ".join(line.split())[:_KEY], -1)
        while put_back and put_back[0][0] < at:
            merged.append(put_back.pop(0)[1])
        merged.append(line)
    return "\n".join(merged + [text for _, text in put_back])


def _boxes(blocks: Iterable[Block], body: str) -> list[str]:
    """The author boxes that tell of somebody and do not stand in the text."""
    boxes: dict[int, list[str]] = {}
    for block in blocks:
        if block.box >= 0 and (tells_of_author(block.text) or not _CHROME.search(block.text)):
            boxes.setdefault(block.box, []).append(block.text)
    there = _letters(body)
    found: dict[str, None] = {}
    for texts in boxes.values():
        new = [t for t in texts if not tells_of_author(t) or _letters(t) not in there]
        told = any(len(t.split()) >= _BOX_WORDS and tells_of_author(t) for t in new)
        box = "\n".join(new)
        if told and len(box) <= _BOX_LENGTH:
            found.setdefault(box)
    return [b for b in found if not any(b != other and b in other for other in found)][:_BOXES]


def _letters(text: str) -> str:
    """Letters and digits alone: extraction and page differ in the spaces around tags."""
    return "".join(filter(str.isalnum, text))
