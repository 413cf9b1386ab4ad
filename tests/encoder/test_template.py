"""The one input format: what a question becomes, and what a text can never become."""

from __future__ import annotations

from pathlib import Path

import pytest
import tokenizers
from tokenizers import Tokenizer

from caveat.encoder.template import HEADS, TOPICS, Head, Question, assemble, load_tokenizer


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]", "cls", "sep", "a", "b", "c"]
    made = tokenizers.Tokenizer(tokenizers.models.WordPiece({w: i for i, w in enumerate(words)}))
    made.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(words[:5])
    made.enable_truncation(4)
    made.enable_padding(length=4)
    path: Path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    made.save(str(path))
    return load_tokenizer(path)


def test_one_text_is_one_segment_between_the_marks(tokenizer: Tokenizer) -> None:
    (inputs,) = assemble(tokenizer, [Question(Head.TOPIC, "a b")])
    assert inputs.ids == (2, 9, 10, 3)
    assert inputs.segments == (0, 0, 0, 0)


def test_two_texts_are_two_segments(tokenizer: Tokenizer) -> None:
    (inputs,) = assemble(tokenizer, [Question(Head.PAIR, "a", "b c")])
    assert inputs.ids == (2, 9, 3, 10, 11, 3)
    assert inputs.segments == (0, 0, 0, 1, 1, 1)


def test_names_of_special_tokens_in_a_text_stay_text(tokenizer: Tokenizer) -> None:
    (inputs,) = assemble(tokenizer, [Question(Head.SCOPE, "a [SEP] b [CLS]")])
    assert inputs.ids == (2, 9, 5, 8, 6, 10, 5, 7, 6, 3)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [(500, 10, (147, 10)), (10, 500, (10, 147)), (500, 500, (79, 78)), (80, 77, (80, 77))],
)
def test_a_pair_over_budget_loses_the_end_of_the_longer_text(
    tokenizer: Tokenizer, first: int, second: int, kept: tuple[int, int]
) -> None:
    question = Question(Head.PAIR, "a " * first, "b " * second)
    (inputs,) = assemble(tokenizer, [question])
    assert len(inputs.ids) == HEADS[Head.PAIR].budget
    assert (inputs.ids.count(9), inputs.ids.count(10)) == kept


def test_a_text_of_any_length_stays_within_the_budget(tokenizer: Tokenizer) -> None:
    (inputs,) = assemble(tokenizer, [Question(Head.SCOPE, "a b c " * 1_000_000)])
    assert len(inputs.ids) == HEADS[Head.SCOPE].budget


@pytest.mark.parametrize(("head", "second"), [(Head.PAIR, ""), (Head.TOPIC, "b")])
def test_a_question_with_the_wrong_number_of_texts_is_refused(head: Head, second: str) -> None:
    with pytest.raises(ValueError, match="texts"):
        Question(head, "a", second)


def test_topics_are_the_top_level_of_media_topics() -> None:
    assert len(TOPICS) == len(set(TOPICS)) == 17
