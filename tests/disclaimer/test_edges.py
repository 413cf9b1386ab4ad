"""Notices at a page's edges, and the second opinion that a hint needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from caveat.document import Article, parse
from caveat.errors import UnreadableInput
from caveat.evidence import Finding, Scope, Status
from caveat.questions import HEADS, Answer, Answers, Head, Question
from caveat.rules import RuleScan
from caveat.signals.base import Context
from caveat.signals.disclaimer import SIGNAL, load_patterns

_STORY = (
    "The council met on Monday to discuss the new bridge. Work on it begins in May.\n\n"
    "Residents fear that the noise will keep them awake. Three of them spoke at the meeting.\n\n"
    "The engineer said that the bridge would last a century. It is made of steel.\n\n"
    "Nobody voted against the plan. The money comes from the county.\n\n"
    "The old bridge was built in 1911. It will be taken down next year.\n"
)
_PAID = "We were paid to run this by a heating company, who also wrote it."
_HINT = "Our friends of the bugle have a long tradition of silly headlines."


@cache
def _scan() -> RuleScan:
    return RuleScan(SIGNAL.rules)


def _context(text: str, language: str = "en") -> Context:
    document = parse(Article("a", text, language=language))
    return Context(document, _scan().hits(document))


def _find(text: str, language: str = "en") -> Finding:
    return SIGNAL.find(_context(text, language))


def _answer(head: Head, **likely: float) -> Answer:
    return Answer({label: likely.get(label, 0.0) for label in HEADS[head].labels})


def _answered(context: Context, *, own: float, satire: float) -> Context:
    given = {
        question: _answer(Head.SCOPE, own=own, none=1 - own)
        if question.head is Head.SCOPE
        else _answer(Head.DISCLAIMER, satire=satire)
        for question in SIGNAL.questions(context)
    }
    return Context(context.document, context.hits, answers=Answers(given))


def test_a_notice_below_the_story_is_found_with_its_own_span() -> None:
    text = f"{_STORY}\n{_PAID}"
    (piece,) = [e for e in _find(text).evidence if e.weight]
    assert (piece.kind, piece.scope) == ("sponsored", Scope.ARTICLE)
    assert text[piece.span.start : piece.span.end] == piece.text == _PAID


def test_the_same_words_in_the_middle_of_a_story_or_in_a_quotation_are_left_alone() -> None:
    middle = _STORY.replace("Nobody voted", f"{_PAID} Nobody voted")
    assert _find(f"{middle}\n{_STORY}").status is Status.CLEAR
    assert _find(f'{_STORY}\n"{_PAID}" said Ann Lee.').status is Status.CLEAR


def test_a_run_of_labelled_lines_is_a_glossary_or_comments() -> None:
    alone = f"{_STORY}\nNote: I made all this up, dear reader. Only joking."
    listed = f"{_STORY}\nAnn: I was there.\nTom: I made it all up. Only joking.\nSue: You were not."
    assert _find(alone).status is Status.FOUND
    assert _find(listed).status is Status.CLEAR


def test_a_joke_that_says_that_it_is_invented_is_satire_only() -> None:
    found = _find("This article is satire. None of it happened.")
    assert {e.kind for e in found.evidence if e.weight} == {"satire"}


def test_names_that_are_fictitious_are_anonymised_and_persons_are_fiction() -> None:
    names = _find("De namen in dit artikel zijn gefingeerd.", "nl")
    persons = _find("Imiona i wydarzenia są fikcyjne.", "pl")
    assert {e.kind for e in names.evidence} == {"anonymised"}
    assert "fiction" in {e.kind for e in persons.evidence}


def test_a_hint_counts_only_where_the_classifier_agrees() -> None:
    context = _context(f"{_STORY}\n{_HINT}")
    assert SIGNAL.questions(context)
    assert SIGNAL.find(context).status is Status.CLEAR
    assert SIGNAL.find(_answered(context, own=0.9, satire=0.9)).status is Status.FOUND
    assert SIGNAL.find(_answered(context, own=0.9, satire=0.1)).status is Status.CLEAR
    assert SIGNAL.find(_answered(context, own=0.1, satire=0.9)).status is Status.CLEAR


def test_plain_prose_asks_the_classifier_nothing() -> None:
    assert list(SIGNAL.questions(_context(_STORY))) == []
    asked = SIGNAL.questions(_context(f"{_STORY}\n" + f"{_HINT} " * 40))
    assert 0 < len(asked) <= 16
    assert all(isinstance(question, Question) for question in asked)


def test_a_hint_of_an_unknown_kind_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'language = "en"\n[hints]\ngossip = "psst"\n'
        '[[notice]]\nkind = "satire"\nname = "own"\npattern = "ha ha"\nmatch = ["ha ha"]\n'
    )
    with pytest.raises(UnreadableInput, match=r"hints\.gossip"):
        load_patterns(file)
