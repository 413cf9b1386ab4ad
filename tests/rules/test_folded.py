"""The folded view: what it undoes, and that every offset finds its way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document.folded import fold, fold_text

# Texts made of what the folded view has to deal with, and of anything else.
_HARD = st.sampled_from(
    ["satire ", "АI", "\u200b", "\u00a0", "  ", "\n", "\r\n\n", "é", "e\u0301", "ﬁ", "½", "İ", "ẞ",
     "𝐬𝐚", "ＡＩ", "“", "—", "…", "\u00ad", "\ufeff", "क़", "ﷺ", "が", "か\u3099", "ﾊﾞ", "한", "한",
     "😀",     "\ud800", "\x00", "a\u0301\u0323", "fісtіоn", "вымысeл", "\u2028", "\t"]
)  # fmt: skip
_TEXTS = st.lists(st.one_of(_HARD, st.text(max_size=5)), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("received", "folded"),
    [
        ("THIS IS Satire", "this is satire"),
        ("sa\u200btire and fic\u00adtion", "satire and fiction"),
        ("no\u00a0break\u2009and  double", "no break and double"),
        ("“quoted” ‘words’ — dash", "\"quoted\" 'words' - dash"),
        ("ＡＩ　generated", "ai generated"),
        ("𝐬𝐚𝐭𝐢𝐫𝐞", "satire"),
        ("ﬁction", "fiction"),
        ("fісtіоnаl", "fictional"),  # four Cyrillic letters
        ("ΑΙ generated text", "ai generated text"),  # two Greek letters in a Latin text
        ("вымышлeннaя статья", "вымышленная статья"),  # two Latin letters
        ("ficción artículo", "ficcion articulo"),
        ("fiction\u0301", "fiction"),
        ("Tamamı KURGUDUR, İstanbul", "tamami kurgudur, istanbul"),
        ("مُحَرَّر بالذكاء الإصطناعي", "محرر بالذكاء الاصطناعي"),
        ("ёлка", "елка"),
        ("one\n\n \ntwo\r\nthree", "one\ntwo\nthree"),
        ("か\u3099 ﾊﾞ", "が バ"),
    ],
)
def test_damage_is_undone(received: str, folded: str) -> None:
    assert fold_text(received) == folded


def test_a_wrapped_line_is_joined_and_a_short_one_is_not() -> None:
    wrapped = "Please note that everything in the text above is fictional and\nthat it is satire"
    assert "\n" not in fold_text(wrapped)
    assert fold_text("Related news\nworld news") == "related news\nworld news"


def test_words_of_another_script_stay_what_they_are() -> None:
    assert fold_text("Статья создана с помощью AI") == "статья создана с помощью ai"


@given(_TEXTS)
def test_every_offset_finds_its_way_back(text: str) -> None:
    folded = fold(text)
    end_of_last = 0
    for position in range(len(folded.text)):
        start, end = folded.source(position, position + 1)
        assert 0 <= start < end <= len(text)
        assert end >= end_of_last  # order is kept
        end_of_last = end
    assert folded.source(0, len(folded.text))[1] <= len(text)


@given(_TEXTS, st.data())
def test_what_a_folded_range_stands_for_folds_to_that_range(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    # Whole lines: a part of a line may lose the neighbour that joined or unmasked it.
    lines = [line for line in folded.text.split("\n") if line.strip()]
    if not lines:
        return
    line = data.draw(st.sampled_from(lines))
    start = folded.text.index(line)
    source = text[slice(*folded.source(start, start + len(line)))]
    if unicodedata.is_normalized("NFKC", text) and text.isascii():
        assert fold_text(source) == line
    else:
        assert source


@given(st.text(alphabet="abcXYZ éÉ.“”", max_size=60))
def test_a_text_of_plain_letters_maps_one_to_one_apart_from_spaces(text: str) -> None:
    folded = fold(text)
    for position, char in enumerate(folded.text):
        start, end = folded.source(position, position + 1)
        assert fold_text(text[start:end]) == char or (char == " " and text[start:end].isspace())


def test_a_range_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="not inside"):
        fold("abc").source(0, 4)
