"""Static vectors: ``python -m models.distil FILE``.

Each token's vector is what the base encoder makes of it alone, reduced by principal components and
weighted by rarity (model2vec, van Dongen and Tulkens, 2024; SIF weights, Arora, Liang and Ma, ICLR
2017). Rarity is counted on the training texts; ranks stand in for tokens that never occur there
(Zipf). A sentence is then a mean of rows: no transformer runs. Distilled from the base and not from
the trained encoder, whose vectors training has bent towards its heads.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from caveat.encoder.template import TOPICS, Head, load_tokenizer
from models.examples import Example
from models.network import Network, base
from models.plan import split

DIMENSIONS = 256
_SIF = 1e-3
_BATCH = 512
_TOPIC_SOURCES = ("news_topics", "event_topics", "bios", "written_topics")
_COUNTED = ("plain_news", "plain_titles", "news_topics", "mnli", "fever", "claimbuster")
_STEPS, _RATE, _DECAY = 600, 0.05, 1e-4

Floats = NDArray[np.float32]


@torch.inference_mode()
def token_vectors(tokenizer: Tokenizer) -> Floats:
    """What the base makes of each token between its marks (tokens x width)."""
    network = Network.from_base(dropout=0.0).eval()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    size = tokenizer.get_vocab_size()
    rows = []
    for at in range(0, size, _BATCH):
        ids = torch.tensor([[cls, i, sep] for i in range(at, min(size, at + _BATCH))])
        states = network.bert(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        rows.append(states.mean(1).float().numpy())
    return np.concatenate(rows)


def reduced(vectors: Floats, dimensions: int) -> Floats:
    """The first principal components, in float64 inside, signs fixed by the largest entry."""
    centred = vectors.astype(np.float64) - vectors.mean(0, dtype=np.float64)
    values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, np.argsort(values)[::-1][:dimensions]]
    axes *= np.sign(axes[np.abs(axes).argmax(0), np.arange(axes.shape[1])])
    return (centred @ axes).astype(np.float32)


def rarity(tokenizer: Tokenizer, texts: list[str]) -> Floats:
    """The SIF weight a / (a + p) of each token; p of an unseen one is that of its rank."""
    counts: Counter[int] = Counter()
    for encoded in tokenizer.encode_batch(texts, add_special_tokens=False):
        counts.update(encoded.ids)
    size = tokenizer.get_vocab_size()
    total = counts.total() + size
    frequency = np.array([(counts[i] + 0.5) / total for i in range(size)])
    return (_SIF / (_SIF + frequency)).astype(np.float32)


def stored(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Codes and a scale a token: the row is codes times scale."""
    most = np.abs(table).max(1, keepdims=True)
    most[most == 0] = 1.0
    codes = np.rint(table / most * 127).astype(np.int8)
    return codes, (most[:, 0] / 127).astype(np.float32)


def embed(tokenizer: Tokenizer, table: Floats, texts: list[str]) -> Floats:
    """Vectors of texts, of length one (texts x dimensions)."""
    rows = np.zeros((len(texts), table.shape[1]), np.float32)
    for i, encoded in enumerate(tokenizer.encode_batch(texts, add_special_tokens=False)):
        if encoded.ids:
            rows[i] = table[encoded.ids].mean(0)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def softmax_regression(rows: Floats, topics: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Weights (topics x dimensions) and biases, classes weighing equally; full batches, seeded."""
    torch.manual_seed(0)
    x, y = torch.from_numpy(rows), torch.from_numpy(topics)
    layer = torch.nn.Linear(rows.shape[1], len(TOPICS))
    counts = np.bincount(topics, minlength=len(TOPICS))
    weight = torch.tensor(1.0 / np.maximum(counts, 1) ** 0.5, dtype=torch.float32)
    optimiser = torch.optim.AdamW(layer.parameters(), lr=_RATE, weight_decay=_DECAY)
    for step in range(_STEPS):
        for group in optimiser.param_groups:
            group["lr"] = _RATE * (1 - step / _STEPS)
        loss = torch.nn.functional.cross_entropy(layer(x) * 8.0, y, weight=weight)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return (layer.weight * 8.0).detach().numpy(), (layer.bias * 8.0).detach().numpy()


def topic_of(example: Example) -> int:
    """The number of an example's topic."""
    return int(np.argmax(example.targets[Head.TOPIC]))


def write(path: Path) -> None:
    """Distil the vectors and the topic head that reads them."""
    tokenizer = load_tokenizer(base() / "tokenizer.json")
    learn, _ = split(dict.fromkeys((*_TOPIC_SOURCES, *_COUNTED)))
    texts = [e.first for name in _COUNTED for e in learn[name]]
    table = reduced(token_vectors(tokenizer), DIMENSIONS) * rarity(tokenizer, texts)[:, None]
    codes, scale = stored(table)
    table = codes.astype(np.float32) * scale[:, None]
    examples = [e for name in _TOPIC_SOURCES for e in learn[name]]
    rows = embed(tokenizer, table, [e.first for e in examples])
    weight, bias = softmax_regression(rows, np.array([topic_of(e) for e in examples]))
    topics: dict[str, NDArray[Any]] = {"topic.weight": weight, "topic.bias": bias}
    np.savez_compressed(path, allow_pickle=False, codes=codes, scale=scale, **topics)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
