"""The comparison that chose the design: ``python -m models.compare RUN...``.

Heads for notices, claims and topics on three kinds of sentence vectors, learned from the same rows
and scored on the same held-out groups: static vectors, the frozen base (which with a separate
cross-encoder for pairs is the second design), and the encoders of runs, where heads and pairs
share one (their own heads are used). Pairs are scored for runs alone: what a separate
cross-encoder reaches is what a run that saw nothing but pairs does. CPU time is per text of the
held-out rows, one thread.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from caveat.encoder.template import HEADS, Head, load_tokenizer
from models import distil, scores
from models.examples import Example
from models.network import Network, base
from models.plan import Read, read, split
from models.train import RUNS, tensors

_LEARN, _TEST = 1_200, 250
_BATCH = 64
SOURCES: dict[Head, tuple[str, ...]] = {
    Head.SCOPE: ("notices", "more_mentions", "mentions", "plain_news"),
    Head.CLAIM: ("claimbuster", "reported"),
    Head.TOPIC: ("news_topics", "event_topics", "bios", "written_topics"),
}
PAIRS = ("mnli", "snli", "fever", "traps", "edits")

Floats = NDArray[np.float32]


def _frozen(network: Network, rows: Sequence[Read]) -> Floats:
    """Mean token states of the network's encoder, of length one."""
    out = np.zeros((len(rows), network.bert.config.hidden_size), np.float32)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].inputs.ids))
    with torch.inference_mode():
        for at in range(0, len(order), _BATCH):
            picked = order[at : at + _BATCH]
            ids, mask, segments = tensors([rows[i] for i in picked], torch.device("cpu"))
            states = network.bert(
                input_ids=ids, attention_mask=mask, token_type_ids=segments
            ).last_hidden_state
            kept = mask.unsqueeze(-1)
            out[picked] = ((states * kept).sum(1) / kept.sum(1)).numpy()
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def _linear(x: Floats, rows: Sequence[Example], head: Head) -> Callable[[Floats], Floats]:
    """A linear head by full-batch descent on the training loss of that head."""
    torch.manual_seed(0)
    layer = torch.nn.Linear(x.shape[1], len(HEADS[head].labels))
    target = torch.tensor([r.targets[head] for r in rows])
    inputs = torch.from_numpy(x)
    optimiser = torch.optim.AdamW(layer.parameters(), lr=0.05, weight_decay=1e-3)
    for _ in range(300):
        out = layer(inputs) * 8.0
        if HEADS[head].exclusive:
            allowed = torch.log_softmax(out, -1).masked_fill(target == 0, -torch.inf)
            loss = -torch.logsumexp(allowed, -1).mean()
        else:
            known = ~target.isnan()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(out[known], target[known])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return lambda rows_: layer(torch.from_numpy(rows_)).detach().numpy()


def accuracy(logits: Floats, rows: Sequence[Example], head: Head) -> float:
    """The share of rows (or of known labels) on the right side."""
    target = np.array([r.targets[head] for r in rows])
    if HEADS[head].exclusive:
        return float(target[np.arange(len(rows)), logits.argmax(1)].mean())
    known = ~np.isnan(target)
    return float(((logits > 0) == (target > 0))[known].mean())


def _drawn(rows: Sequence[Example], most: int) -> list[Example]:
    return random.Random(0).sample(rows, min(most, len(rows)))  # noqa: S311


def main() -> None:
    """Print the table."""
    torch.set_num_threads(1)
    tokenizer = load_tokenizer(base() / "tokenizer.json")
    network = Network.from_base(dropout=0.0).eval()
    runs = {}
    for name in sys.argv[1:]:
        runs[name] = Network.from_base(dropout=0.0)
        runs[name].load_state_dict(torch.load(RUNS / name / "weights.pt", weights_only=True))
    table = distil.reduced(distil.token_vectors(tokenizer), distil.DIMENSIONS)
    print("| design | scope | claim | topic | pairs | ms a text |\n|---|---|---|---|---|---|")
    learn, keep = split({n for names in SOURCES.values() for n in names} | set(PAIRS))
    table *= distil.rarity(tokenizer, [e.first for e in learn["plain_news"]])[:, None]
    sets = {
        head: (
            [e for n in names for e in _drawn(learn[n], _LEARN)],
            [e for n in names for e in _drawn(keep.get(n, []), _TEST)],
        )
        for head, names in SOURCES.items()
    }
    designs: dict[str, Callable[[Sequence[Example]], Floats]] = {
        "static vectors": lambda rows: distil.embed(tokenizer, table, [e.first for e in rows]),
        "frozen base": lambda rows: _frozen(network, read(tokenizer, rows)),
    }
    for name, embed in designs.items():
        cells, spent, texts = [], 0.0, 0
        for head, (train, test) in sets.items():
            answer = _linear(embed(train), train, head)
            started = time.process_time()
            logits = answer(embed(test))
            spent, texts = spent + time.process_time() - started, texts + len(test)
            cells.append(f"{accuracy(logits, test, head):.3f}")
        print(f"| {name} | {' | '.join(cells)} | none | {1_000 * spent / texts:.2f} |", flush=True)
    pairs = [e for n in PAIRS for e in _drawn(keep[n], _TEST)]
    for name, trained in runs.items():
        cells, spent, texts = [], 0.0, 0
        for head, test in [(h, t) for h, (_, t) in sets.items()] + [(Head.PAIR, pairs)]:
            started = time.process_time()
            logits = scores.answer(trained, read(tokenizer, test), torch.device("cpu"))[head]
            spent, texts = spent + time.process_time() - started, texts + len(test)
            cells.append(f"{accuracy(logits, test, head):.3f}")
        print(f"| {name} | {' | '.join(cells)} | {1_000 * spent / texts:.2f} |", flush=True)


if __name__ == "__main__":
    main()
