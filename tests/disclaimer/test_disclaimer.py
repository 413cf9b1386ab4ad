"""The disclaimer signal: what a page says of itself, and what it merely mentions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from caveat.document import Article, parse
from caveat.errors import UnreadableInput
from caveat.evidence import Evidence, Finding, Scope, Status
from caveat.rules import RuleScan, check_examples
from caveat.signals.base import Context
from caveat.signals.disclaimer import SIGNAL, Language, load_patterns, shipped
from caveat.signals.disclaimer.kinds import WEIGHTS
from caveat.signals.disclaimer.patterns import CONTINUATION

_OWN = (Scope.ARTICLE, Scope.SITE)


@cache
def _scan() -> RuleScan:
    return RuleScan(SIGNAL.rules)


def _find(text: str, language: str = "en") -> Finding:
    document = parse(Article("a", text, language=language))
    return SIGNAL.find(Context(document, _scan().hits(document)))


def _kinds(text: str, language: str = "en") -> set[str]:
    return {e.kind for e in _find(text, language).evidence if e.scope in _OWN}


@pytest.mark.parametrize("language", shipped(), ids=lambda x: x.code)
def test_every_notice_that_a_rule_promises_is_declared(language: Language) -> None:
    missed = [
        (p.rule.id, text)
        for p in language.patterns
        if p.rule.kind in WEIGHTS
        for text in p.rule.match
        if not any(
            e.kind == p.rule.kind and e.scope in (*_OWN, Scope.IMAGE)
            for e in _find(text, language.code).evidence
        )
    ]
    assert missed == []


@pytest.mark.parametrize("language", shipped(), ids=lambda x: x.code)
def test_mentions_and_denials_are_left_alone(language: Language) -> None:
    assert [t for t in language.silent if _find(t, language.code).status is Status.FOUND] == []


@pytest.mark.parametrize("language", shipped(), ids=lambda x: x.code)
def test_a_language_has_twelve_notices_and_twelve_hard_negatives(language: Language) -> None:
    assert sum(len(p.rule.match) for p in language.patterns) >= 12
    assert len(language.silent) >= 12


@pytest.mark.parametrize("language", shipped(), ids=lambda x: x.code)
def test_every_continuation_matches_its_examples(language: Language) -> None:
    rules = [p.rule for p in language.patterns if p.rule.kind == CONTINUATION]
    assert rules
    assert [str(f) for f in check_examples(rules)] == []


def test_a_notice_over_two_sentences_is_one_span_with_both_kinds() -> None:
    text = Path("seeds/001_fa223e60b4ee97ca.txt").read_text(encoding="utf-8")
    found = [(e.kind, e.text) for e in _find(text).evidence if e.weight]
    pair = (
        "Please note that this edited version is based on the given information and is "
        "fictional. It does not represent any actual events or statements."
    )
    assert found == [("fiction", pair), ("machine_edited", pair)]


@pytest.mark.parametrize("seed", ["000_fc91600426af48ac", "002_ebe86069c0047447",
                                  "003_9dfebe40a574d6c5", "004_f37f231433857455"])  # fmt: skip
def test_the_other_seeds_are_clear(seed: str) -> None:
    text = Path(f"seeds/{seed}.txt").read_text(encoding="utf-8")
    assert _find(text).status is Status.CLEAR


@pytest.mark.parametrize(
    "text",
    [
        "THIS ARTICLE IS SATIRE.",
        "This ar\u200bticle is sa\u00adtire.",
        "This\u00a0article\u2009is satire.",
        "Тhis аrticle is sаtirе.",
        "Ｔｈｉｓ　ａｒｔｉｃｌｅ ｉｓ ｓａｔｉｒｅ．",
        "𝐓𝐡𝐢𝐬 𝐚𝐫𝐭𝐢𝐜𝐥𝐞 𝐢𝐬 𝐬𝐚𝐭𝐢𝐫𝐞.",
        "[This article is satire]",
        "The mayor fled.\n\n*Disclaimer: this article is satire.*",
    ],
)
def test_damaged_text_still_counts(text: str) -> None:
    assert _kinds(text) == {"satire"}


def test_a_quoted_notice_does_not_count() -> None:
    found = _find('The page carries a line at the bottom, "This article is satire," in grey.')
    assert [(e.kind, e.scope) for e in found.evidence] == [("satire", Scope.QUOTED)]
    assert found.status is Status.CLEAR


def test_a_cookie_notice_is_recorded_and_weighs_nothing() -> None:
    found = _find("We use cookies to improve your experience.")
    assert [e.kind for e in found.evidence] == ["other_notice"]
    assert found.status is Status.CLEAR
    assert found.score == 0


def test_an_opinion_label_counts_at_the_top_and_not_in_a_menu() -> None:
    story = "The mayor should resign over the budget, and soon."
    assert _kinds(f"Opinion\nWhy the mayor should resign now\n{story}") == {"opinion"}
    assert _kinds(f"News\nOpinion\nSport\nWhy the mayor should resign now\n{story}") == set()


def test_evidence_is_the_text_it_points_at() -> None:
    text = "😀 Story.\n\n\tThis story is a\u00a0work of fiction. Goodbye."
    (piece,) = _find(text).evidence
    assert isinstance(piece, Evidence)
    assert text[piece.span.start : piece.span.end] == piece.text
    assert piece.text == "This story is a\u00a0work of fiction."


def test_a_text_without_words_and_a_language_without_rules_are_skipped() -> None:
    assert _find("12345 !!!", "").status is Status.SKIPPED
    found = _find("Tämä on uutinen hallituksesta.", "fi")
    assert found.status is Status.SKIPPED
    assert "fi" in found.reason


def test_a_notice_in_another_language_than_the_article_is_found() -> None:
    assert _kinds("Tämä on uutinen.\n\nThis article is satire.", "fi") == {"satire"}


_GOOD = 'language = "en"\n[[notice]]\nkind = "satire"\nname = "x"\n'


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("language = ", "not a TOML file"),
        ('language = "en"', "holds no"),
        (_GOOD, "pattern is missing"),
        (_GOOD + 'pattern = "("\nmatch = ["x"]', "not a valid pattern"),
        (_GOOD + 'pattern = "{nope} x"\nmatch = ["x"]', "not defined"),
        (_GOOD + 'pattern = "x"', "has no match"),
        (_GOOD + 'pattern = "x"\nmatch = ["x"]\nwere = "line"', "unknown key 'were'"),
        (_GOOD + 'pattern = "x"\nmatch = ["x"]\nwhere = "top"', "is none of"),
        (_GOOD + 'pattern = "x"\nmatch = ["x"]\nconfidence = 2', "confidence"),
        (_GOOD.replace("satire", "sat") + 'pattern = "x"\nmatch = ["x"]', "kind 'sat'"),
    ],
)
def test_a_faulty_file_is_refused_with_its_name(
    tmp_path: Path, content: str, complaint: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=complaint) as refusal:
        load_patterns(file)
    assert "own.toml" in str(refusal.value)


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        load_patterns(Path("nowhere.toml"))


def test_a_users_own_file_adds_patterns(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(_GOOD + 'pattern = "zibble"\nwhy = "w"\nmatch = ["zibble"]', encoding="utf-8")
    (pattern,) = load_patterns(file).patterns
    assert pattern.rule.pattern == "zibble"
