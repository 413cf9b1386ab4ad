"""Fit heads anew on an encoder that stays as it is: ``python -m models.refit CONFIG``.

Heads that read one segment are linear in the encoder's mean over tokens. With the encoder kept,
the best weights of such a head are a regularised logistic regression: convex, so that it has one
solution, found in minutes on a processor, and all other heads answer as before.

The configuration is one of models.plan: ``start`` is the run whose encoder is kept, ``draws`` what
the heads learn from. How strongly weights are pulled to zero is chosen by log loss on held-out
families. Writes runs/NAME: weights.pt, manifest.json and log.jsonl.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from caveat.encoder.template import HEADS, Head, load_tokenizer
from models.examples import Example
from models.manifest import stage
from models.network import Network, base
from models.plan import Config, Read, read, split
from models.train import RUNS, tensors

# The heads that are fitted, and the strengths (scikit-learn's C) that are tried.
FITTED = (Head.SCOPE, Head.DISCLAIMER)
_STRENGTHS = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
_BATCH = 32
_ROUNDS = 2_000

Matrix = NDArray[np.float64]


def features(network: Network, rows: Sequence[Read]) -> Matrix:
    """The encoder's means (rows x width), in the order of the rows."""
    out = np.zeros((len(rows), network.bert.config.hidden_size))
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].inputs.ids))
    network.eval()
    with torch.no_grad():
        for at in range(0, len(order), _BATCH):
            some = order[at : at + _BATCH]
            ids, mask, segments = tensors([rows[i] for i in some], torch.device("cpu"))
            out[some] = network.mean(ids, mask, segments).double().numpy()
    return out


def targets(head: Head, rows: Sequence[Read]) -> Matrix:
    """What is right (rows x labels); a row that does not say is NaN throughout."""
    unknown = (np.nan,) * len(HEADS[head].labels)
    return np.array([r.example.targets.get(head, unknown) for r in rows])


def fit(head: Head, x: Matrix, y: Matrix, strength: float) -> tuple[Matrix, Matrix]:
    """Weights (labels x width) and shifts (labels) of a head. Raises ValueError where a label has
    no example, or has no other.
    """
    known = ~np.isnan(y).any(axis=1)
    x, y = x[known], y[known]
    middle, spread = x.mean(axis=0), x.std(axis=0)
    scaled = (x - middle) / spread
    if HEADS[head].exclusive:
        weights, shifts = _regression(scaled, y.argmax(axis=1), strength)
    else:
        each = [_regression(scaled, y[:, label], strength) for label in range(y.shape[1])]
        weights = np.concatenate([w for w, _ in each])
        shifts = np.concatenate([s for _, s in each])
    weights = weights / spread
    return weights, shifts - weights @ middle


def _regression(x: Matrix, y: NDArray[np.generic], strength: float) -> tuple[Matrix, Matrix]:
    fitted = LogisticRegression(C=strength, max_iter=_ROUNDS).fit(x, y)
    return fitted.coef_, fitted.intercept_


def loss(head: Head, logits: Matrix, y: Matrix) -> float:
    """Mean log loss of a head over rows that say, and over labels where they are independent."""
    known = ~np.isnan(y).any(axis=1)
    logits, y = logits[known], y[known]
    if HEADS[head].exclusive:
        return float(np.mean(np.logaddexp.reduce(logits, axis=1) - (logits * y).sum(axis=1)))
    return float(np.mean(np.logaddexp(0, logits) - logits * y))


def drawn(learn: Mapping[str, Sequence[Example]], config: Config) -> list[Example]:
    """As many of each source as the configuration says, in rounds where there are fewer."""
    order = random.Random(config.seed)  # noqa: S311 - an order, not a secret
    out: list[Example] = []
    for source, wanted in config.draws.items():
        rows = list(learn[source])
        for taken in range(0, wanted, len(rows)):
            order.shuffle(rows)
            out += rows[: wanted - taken]
    return out


def refit(config: Config, folder: Path) -> list[dict[str, object]]:
    """Fit the heads and write the run; what was tried, as the log holds it."""
    network = Network.from_base(dropout=0.0)
    start = folder.parent / config.start / "weights.pt"
    network.load_state_dict(torch.load(start, weights_only=True))
    tokenizer = load_tokenizer(base() / "tokenizer.json")
    learn, keep = split(config.draws)
    rows = read(tokenizer, drawn(learn, config))
    kept = read(tokenizer, [e for source in config.draws for e in keep.get(source, ())])
    x, held = features(network, rows), features(network, kept)
    log: list[dict[str, object]] = []
    for head in FITTED:
        y, right = targets(head, rows), targets(head, kept)
        tried = {c: fit(head, x, y, c) for c in _STRENGTHS}
        losses = {c: loss(head, held @ w.T + b, right) for c, (w, b) in tried.items()}
        best = min(losses, key=lambda c: losses[c])
        weights, shifts = tried[best]
        layer = cast("torch.nn.Linear", network.heads[head.value])
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(weights))
            layer.bias.copy_(torch.from_numpy(shifts))
        log.append({"head": head.value, "strength": best, "held_out_loss": losses})
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), folder / "weights.pt")
    text = json.dumps(stage(config, learn, keep), indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    lines = "".join(json.dumps(entry) + "\n" for entry in log)
    (folder / "log.jsonl").write_text(lines, encoding="utf-8")
    return log


def main() -> None:
    """Refit as the configuration on the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m models.refit")
    parser.add_argument("config", type=Path)
    config = Config.load(parser.parse_args().config)
    for entry in refit(config, RUNS / config.name):
        print(json.dumps(entry))


if __name__ == "__main__":
    main()
