"""Captions and credits of pictures, which say nothing of where the text comes from."""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

# A caption runs to two or three sentences; anything longer is the story.
_MAX_CAPTION = 500
_PICTURE = (
    r"(?:photo(?:s|graph|graphs|graphy)?|image|images|picture|pictures|pic|pics|illustration"
    r"|graphic|video|screenshot|screengrab|foto|fotos|bild|bilder|imagen|im[aá]genes|imagem"
    r"|immagine|beeld|cr[eé]dit photo|cr[eé]ditos?)"
)
_PHOTO_LINE = (
    # "Photo: X", "Image credit: X", "Photo by X", "Photo courtesy X", "Photograph: X"
    rf"(?i:^\W{{0,3}}(?:(?:file|stock|cover|main|lead|featured?|representational|representative) )?"
    rf"{_PICTURE}(?: (?:credit|credits|source|courtesy(?: of)?|by|via|from|supplied|provided)\b"
    r"|/|:| ?[-–—|©] ?\w))"
    r"|(?i:^\W{0,3}(?:credit|courtesy)\W{0,2}(?::| of ))"
    # "(Photo by X/Getty Images)", "AP Photo/Jane Doe", "REUTERS/Jane Doe", "REUTERS FILE PHOTO"
    r"|(?i:[(\[]\W{0,2}(?:file )?(?:photo|image|picture|illustration|pic)s?(?: credit| courtesy)?"
    r" ?(?::|by|via|courtesy|from|/)[^()\[\]]{0,120}[)\]]\W*$)"
    r"|(?:AP|AFP|EPA|dpa|PTI|ANI|Xinhua|Reuters|REUTERS|Getty|Kyodo|EFE|IANS) ?(?i:(?:file )?"
    r"(?:photo|image|picture|pic)s?)\b[^.]{0,60}\W*$"
    r"|(?:REUTERS|Reuters|AFP|EPA|EPA-EFE|Getty Images|dpa|PA Wire|Shutterstock|Alamy|iStock)"
    r" ?/ ?[\p{Lu}@][^.]{1,80}\W*$"
    r"|(?i:(?:getty images|shutterstock|istock|istockphoto|alamy|wikimedia commons|unsplash|pexels"
    r"|pixabay|flickr|imago images|file photo|file image|pa wire|zuma press|depositphotos"
    r"|adobe stock)\W*$)"
    r"|[/|] ?(?:AP|AFP|EPA|REUTERS|Reuters|dpa)\W{0,2}$"
)


@cache
def _photo_line() -> Any:
    return re2.compile(_PHOTO_LINE)


@cache
def _photo_name() -> Any:
    return re2.compile(
        rf"(?i:{_PICTURE}|credit|courtesy)\W{{0,3}}"
        r"(?i:(?:credits?|source|courtesy(?: of)?|of|by|via|from)\W{1,3})*"
    )


def is_photo_credit(text: str) -> bool:
    """Whether a line is a picture's caption or credit, and nothing else."""
    text = text.strip()
    return 0 < len(text) <= _MAX_CAPTION and _photo_line().search(text) is not None


def name_starts(text: str) -> int:
    """Where whoever made the picture is named (code points), -1 when the line does not say."""
    match = _photo_name().search(text)
    return int(match.end()) if match else -1
