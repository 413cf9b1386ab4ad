"""The scan: rules in, hits in the text as received out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article
from caveat.rules import Rule, RuleScan, check_examples
from caveat.rules.literals import required


def _rule(pattern: str, *, name: str = "r", language: str = "", **rest: object) -> Rule:
    return Rule("test", name, pattern, "kind", "why", 0.9, language=language, **rest)  # type: ignore[arg-type]


def _found(pattern: str, text: str, *, language: str = "") -> list[str]:
    hits = RuleScan([_rule(pattern, language=language)]).scan(Article("a", text), language)
    return [text[h.span.start : h.span.end] for h in hits]


def test_a_hit_points_at_the_text_as_received() -> None:
    assert _found("a work of fiction", "It is A\u00a0WORK of\n \tFic\u200btion.") == []
    assert _found("a work of fiction", "It is A\u00a0WORK of \tFic\u200btion.") == [
        "A\u00a0WORK of \tFic\u200btion"
    ]


def test_a_rule_matches_whole_words_in_any_script() -> None:
    assert _found("satire", "satires satire, désatire") == ["satire"]
    assert _found("сатира", "сатирами сатира") == ["сатира"]
    assert _found(r"satir\pL*", "Satirical") == ["Satirical"]


def test_neighbours_are_all_found() -> None:
    assert _found("satire", "satire satire\nsatire") == ["satire"] * 3


def test_no_edge_is_guarded_where_words_are_not_spaced() -> None:
    assert _found("風刺記事", "これは風刺記事です。", language="ja") == ["風刺記事"]
    assert _found("풍자", "이 글은 풍자입니다", language="ko") == ["풍자"]


def test_a_pattern_may_be_written_with_accents_and_capitals() -> None:
    assert _found("Ficción", "Esto es FICCION") == ["FICCION"]


def test_a_pattern_sees_one_line_at_a_time() -> None:
    assert _found("^sponsored$", "News\nSponsored\nby nobody") == ["Sponsored"]
    assert _found("one.two", "one\ntwo") == []


def test_the_first_group_is_the_hit() -> None:
    assert _found("by (?:the )?(ai)", "Written by AI") == ["AI"]


def test_a_rule_keeps_to_its_language_unless_it_says_anywhere() -> None:
    here, there = (
        _rule("nota", language="es"),
        _rule("nota", language="es", anywhere=True, name="s"),
    )
    hits = RuleScan([here, there]).scan(Article("a", "nota"), "en")
    assert [h.rule.name for h in hits] == ["s"]


def test_title_and_bio_are_read_too() -> None:
    hits = RuleScan([_rule("satire")]).scan(Article("a", "x", title="Satire", bio="satire"), "en")
    assert [h.span.field for h in hits] == ["bio", "title"]


@pytest.mark.parametrize("pattern", ["(", "a{2000}", "x*", r"\q"])
def test_an_unusable_pattern_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"rule test\.r@1"):
        check_examples([_rule(pattern, match=("(a xq",))])


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two of that name"):
        RuleScan([_rule("a"), _rule("b")])


def test_examples_that_fail_are_reported() -> None:
    rule = _rule("satire", match=("Satire!", "parody"), no_match=("a satire", "fact"))
    assert [(f.example, f.expected) for f in check_examples([rule])] == [
        ("parody", True),
        ("a satire", False),
    ]


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("this (?:article|story) is", {"this article is", "this story is"}),
        (r"\pL*fiktion\pL*", {"fiktion"}),
        ("foo[^.]{0,5}barbaz", {"barbaz"}),
        (r"(?:^|[\[(\]])(fiction)(?:$|[\])])", {"fiction"}),
        (r"[]a](?:bcd)[^]x](?:yz)", {"]bcd", "abcd"}),
        ("colou?r", {"color", "colour"}),
        ("a|(?:bc|d)e", {"a", "bce", "de"}),
        (r"[ab]cd+e\.?", {"acd", "bcd"}),
        (r"(?P<x>abc)\b", {"abc"}),
    ],
)
def test_the_strings_that_a_pattern_requires_are_found(pattern: str, strings: set[str]) -> None:
    surest = required(pattern)[0]
    assert surest <= strings | {"cd", "ac", "bc"}


def test_a_pattern_that_requires_nothing_says_so() -> None:
    assert required(r"\pL+ [0-9]?")
    assert not required(r"\pL*[0-9]")


def test_further_strings_are_required_where_a_pattern_has_them() -> None:
    assert required("this article [^.]{0,9}(?:ai|bot)") == (
        frozenset({"this article "}),
        frozenset({"ai", "bot"}),
    )


_LITERALS = st.text(alphabet="abc ", min_size=1, max_size=3)


@given(st.recursive(
    _LITERALS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda x: f"(?:{'|'.join(x)})"),
        inner.map(lambda x: f"(?:{x})?"),
        inner.map(lambda x: f"(?:{x})+"),
        inner.map(lambda x: f"(?:{x}){{0,2}}"),
    ),
    max_leaves=6,
), st.text(alphabet="abc ", max_size=12))  # fmt: skip
def test_every_match_contains_a_string_of_each_required_set(pattern: str, text: str) -> None:
    import re2

    match = re2.search(pattern, text)
    for strings in required(pattern) if match is not None else ():
        assert any(s in match.group() for s in strings)


@given(st.text(max_size=300))
def test_a_scan_never_raises_and_stays_inside(text: str) -> None:
    scan = RuleScan([_rule(r"\pL+ (?:is|a)", name="a"), _rule("[^.]{1,9}x", name="b")])
    for hit in scan.scan(Article("a", text), ""):
        assert 0 <= hit.span.start < hit.span.end <= len(text)


def test_hostile_input_is_bounded() -> None:
    """A backtracking engine would take centuries; hits of one rule in one line are capped."""
    rules = [_rule(r"(?:a+)+b", name="n"), _rule("aa", name="m")]
    hits = RuleScan(rules).scan(Article("a", "aa " * 100_000), "")
    assert 0 < len(hits) <= 400
