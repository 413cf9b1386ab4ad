"""Static sentence vectors: a mean over a table of token vectors, no transformer.

Model2Vec (Tulkens and van Dongen, 2024) after SIF weighting (Arora et al., ICLR 2017): the weights
by rarity are inside the table's scales.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from caveat.encoder.calibration import Scaling
from caveat.errors import UnreadableInput
from caveat.questions import Answer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# In code points: a vector tells what a text is about, and its opening does.
_READ = 6_000


class StaticVectors:
    """The table of ``vectors.npz``. Safe to share between threads; reads no language by itself."""

    def __init__(
        self, arrays: Mapping[str, NDArray[np.generic]], tokenizer: Tokenizer, topic: Scaling
    ) -> None:
        """``arrays`` are codes (int8, tokens x dimensions), scale (tokens), topic.weight and
        topic.bias. Raises ValueError when their shapes do not fit.
        """
        codes, scale = arrays["codes"], arrays["scale"].astype(np.float32)
        self._table = codes.astype(np.float32) * scale[:, None]
        self._weight = arrays["topic.weight"].astype(np.float32)
        self._bias = arrays["topic.bias"].astype(np.float32)
        if self._weight.shape != (len(topic.labels), codes.shape[1]):
            raise ValueError("topic.weight does not fit the table")
        if len(codes) < tokenizer.get_vocab_size():
            raise ValueError("the table has fewer tokens than the tokenizer")
        self._tokenizer = tokenizer
        self._topic = topic

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length one a text (texts x dimensions); zeros for a text without a word."""
        encoded = self._tokenizer.encode_batch(
            [text[:_READ] for text in texts], add_special_tokens=False
        )
        rows = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for index, one in enumerate(encoded):
            if one.ids:
                rows[index] = self._table[one.ids].mean(axis=0)
        lengths = np.sqrt(np.square(rows).sum(axis=1, keepdims=True))
        rows /= np.where(lengths > 0, lengths, 1)
        return rows

    def topic(self, text: str) -> Answer | None:
        """The distribution over the topics' labels; None for a text without a word."""
        vector = self.vectors([text])[0]
        if not vector.any():
            return None
        # Sums by numpy's own loops: the same bytes whichever library multiplies matrices.
        return self._topic.answer((self._weight * vector).sum(axis=1) + self._bias)


def load(path: Path, tokenizer: Tokenizer, topic: Scaling) -> StaticVectors:
    """The vectors of a published file. Raises UnreadableInput when they cannot be used."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return StaticVectors(dict(arrays), tokenizer, topic)
    except (OSError, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise UnreadableInput(f"{path}: not a table of static vectors: {error}") from error
