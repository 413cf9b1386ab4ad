"""Terms, shingles, signatures and groups."""

from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, parse
from caveat.store import fingerprint, terms
from caveat.store.copies import Wording, groups, shared
from caveat.store.reading import read
from tests.store.articles import BRIDGE, FERRY, MAY_3, document


def test_signatures_and_keys_are_the_same_in_every_process() -> None:
    code = (
        "from caveat.store import fingerprint, terms\n"
        "from tests.store.articles import BRIDGE, document\n"
        "read = document('a', BRIDGE)\n"
        "print(fingerprint.signature(fingerprint.shingles(read)).hex())\n"
        "print(terms.profile(terms.terms(read)).to_bytes().hex())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    here = document("a", BRIDGE)
    assert fingerprint.signature(fingerprint.shingles(here)).hex() in printed.pop()


def test_what_counts_is_the_story_and_not_the_page_around_it() -> None:
    page = f"Log in\n\nSubscribe to our newsletter\n\n{BRIDGE}\n\nMost read\n\nWeather\n\nSports"
    bare, framed = document("a", BRIDGE), document("b", page)
    shared = fingerprint.containment(read(bare).wording, read(framed).wording)
    assert shared == 1.0


def test_near_copies_share_a_band_and_strangers_none() -> None:
    copy = BRIDGE.replace("Tuesday", "Monday")
    signature = {
        text: set(
            fingerprint.bands(fingerprint.signature(fingerprint.shingles(document("a", text))))
        )
        for text in (BRIDGE, copy, FERRY)
    }
    assert signature[BRIDGE] & signature[copy]
    assert not signature[BRIDGE] & signature[FERRY]


@given(
    st.lists(
        st.tuples(st.integers(0, 2**48 - 1), st.integers(0, 15), st.integers(0, 15)),
        max_size=50,
        unique_by=lambda t: t[0],
    )
)
def test_a_profile_comes_back_from_its_bytes(rows: list[tuple[int, int, int]]) -> None:
    ordered = sorted(rows)
    stored = terms.Profile(
        np.array([r[0] for r in ordered], dtype=np.int64),
        np.array([r[1] for r in ordered], dtype=np.uint8),
        np.array([r[2] for r in ordered], dtype=np.uint8),
    )
    read = terms.Profile.from_bytes(stored.to_bytes())
    assert len(stored.to_bytes()) == 7 * len(rows)
    for field in ("keys", "kinds", "counts"):
        assert np.array_equal(getattr(read, field), getattr(stored, field))


def test_names_are_told_from_words_and_dates() -> None:
    found = {t.word: t for t in terms.terms(document("a", BRIDGE))}
    assert found["solberg"].kinds & terms.NAME
    assert found["solberg"].surface == "Solberg"
    assert found["1962"].kinds & terms.NUMBER
    assert found["february"].kinds & terms.NUMBER
    assert not found["rust"].kinds & (terms.NAME | terms.NUMBER)


@given(st.text(max_size=400))
def test_reading_terms_never_fails_and_is_bounded(text: str) -> None:
    parsed = parse(Article("a", text + " x"))
    found = terms.terms(parsed)
    assert len(found) <= terms.MAX_TERMS
    assert all(t.word for t in found)
    assert len({t.word for t in found}) == len(found)
    fingerprint.signature(fingerprint.shingles(parsed))


def test_numbers_are_one_token_however_they_are_grouped() -> None:
    assert terms.tokens("2,000 at 17:30, or 5.6 (U.S.) men's") == [
        "2000", "at", "17:30", "or", "5.6", "U.S", "men", "s",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_groups_do_not_depend_on_the_order_of_the_articles(seed: int) -> None:
    def wording(name: str, text: str, hour: int) -> Wording:
        at = MAY_3.replace(hour=hour)
        return Wording(name, read(document(name, text, at)).wording, frozenset(), at)

    half = ". ".join(BRIDGE.split(". ")[:3]) + ". "
    other_half = ". ".join(BRIDGE.split(". ")[3:])
    articles = [
        wording("first", half + FERRY, 5),
        wording("whole", BRIDGE, 6),
        wording("last", other_half, 7),
        wording("alone", "A mayor was elected in Trosa on Sunday after a short campaign there.", 4),
    ]
    random.Random(seed).shuffle(articles)  # noqa: S311 (an order, not a secret)
    found = groups(articles, shared(articles))
    grouped = {w.article_id: group for w, group in zip(articles, found, strict=True)}
    assert grouped == {"first": "first", "whole": "first", "last": "first", "alone": ""}
