"""Scores on examples: to watch a run by, source by source and head by head."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from caveat.encoder.template import HEADS, Head
from models.network import Network
from models.plan import Read

_BATCH = 64


@torch.inference_mode()
def answer(
    network: Network, rows: Sequence[Read], device: torch.device
) -> dict[Head, NDArray[np.float32]]:
    """Raw logits of every head for every row, in order (rows x labels)."""
    from models.train import tensors  # noqa: PLC0415 - train watches itself with this

    network.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].inputs.ids))
    out = {h: np.zeros((len(rows), len(f.labels)), np.float32) for h, f in HEADS.items()}
    for at in range(0, len(order), _BATCH):
        picked = order[at : at + _BATCH]
        logits = network(*tensors([rows[i] for i in picked], device))
        for head in HEADS:
            out[head][picked] = logits[head].float().cpu().numpy()
    return out


def by_source(network: Network, rows: Sequence[Read], device: torch.device) -> dict[str, float]:
    """For each source and head: the share of rows whose best label may be right (exclusive), or
    of known labels on the right side of one half (others).
    """
    logits = answer(network, rows, device)
    right: defaultdict[str, list[float]] = defaultdict(list)
    for i, row in enumerate(rows):
        for head, target in row.example.targets.items():
            given = logits[head][i]
            key = f"{row.example.source}.{head}"
            if HEADS[head].exclusive:
                right[key].append(target[int(given.argmax())])
            else:
                right[key] += [
                    float((g > 0) == (t > 0))
                    for g, t in zip(given, target, strict=True)
                    if not math.isnan(t)
                ]
    return {key: round(sum(r) / len(r), 4) for key, r in sorted(right.items()) if r}
