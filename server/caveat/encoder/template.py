"""The one input format of the classifier: training and serving both build their inputs here.

A question names a head and gives one text or two. All heads that read one segment may be answered
by one run over it: the encoder computes every head each time, and a head's answer is meaningless
for inputs it was not made for (``HEADS[head].segments``).

Text is only ever text: a literal ``[SEP]`` in an article becomes the letters s, e, p between
brackets, never the separator (see ``load_tokenizer``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.questions import DISCLAIMER_KINDS, HEADS, TOPICS, Head, HeadFormat, Question

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = [
    "DISCLAIMER_KINDS",
    "FORMAT",
    "HEADS",
    "TOPICS",
    "Head",
    "HeadFormat",
    "Inputs",
    "Question",
    "assemble",
    "load_tokenizer",
]

# Any change of labels, their order, segments, budgets or assembly is a new format: weights of
# another one must be refused.
FORMAT = 1


# What one token may stand for at most, in code points: more text than budget times this is cut
# before it is tokenised, so that a page of any length costs the same.
_CODE_POINTS_A_TOKEN = 24


@dataclass(frozen=True, slots=True)
class Inputs:
    """Token ids and segment numbers (0, 1) of one input, equally long, within its budget."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of ``tokenizer.json``, without the padding and truncation that some files
    have baked in, and reading the names of special tokens in a text as text.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415 - what only names questions loads nothing

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True
    return tokenizer


def assemble(tokenizer: Tokenizer, questions: Sequence[Question]) -> list[Inputs]:
    """The inputs of questions, in order: ``[CLS] first [SEP]`` or ``[CLS] first [SEP] second
    [SEP]``. A text that is too long loses its end, the longer of two first.
    """
    texts = [text for q in questions for text in _texts(q)]
    pieces = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
    cls, sep = (_special(tokenizer, token) for token in ("[CLS]", "[SEP]"))
    out: list[Inputs] = []
    for question in questions:
        form = HEADS[question.head]
        parts = [next(pieces).ids for _ in range(form.segments)]
        lengths = _fitted([len(p) for p in parts], form.budget - form.segments - 1)
        ids, segments = [cls], [0]
        for number, (part, length) in enumerate(zip(parts, lengths, strict=True)):
            ids += [*part[:length], sep]
            segments += [number] * (length + 1)
        out.append(Inputs(tuple(ids), tuple(segments)))
    return out


def _special(tokenizer: Tokenizer, token: str) -> int:
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ValueError(f"the tokenizer has no {token}")
    return number


def _texts(question: Question) -> list[str]:
    most = HEADS[question.head].budget * _CODE_POINTS_A_TOKEN
    return [question.first[:most], question.second[:most]][: HEADS[question.head].segments]


def _fitted(lengths: list[int], room: int) -> list[int]:
    if len(lengths) == 1:
        return [min(lengths[0], room)]
    first, second = lengths
    if first + second <= room:
        return [first, second]
    half = room // 2
    if first <= half:
        return [first, room - first]
    if second <= half:
        return [room - second, second]
    return [room - half, half]
