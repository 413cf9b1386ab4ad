"""Train a classifier: ``python -m models.train models/configs/NAME.toml``.

Writes to runs/NAME: manifest.json (what it learns from, with hashes), log.jsonl (loss, learning
rate and scores by step), checkpoint.pt (from which an interrupted run goes on by itself),
weights.pt at the end and log.html, the log as curves. Uses a GPU when there is one, and bfloat16
where the processor or GPU has it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from caveat.encoder.template import HEADS, Head, load_tokenizer
from models import curves, scores
from models.manifest import stage
from models.network import Network, base
from models.plan import Config, Read, rate, read, schedule, split

RUNS = Path(os.environ.get("CAVEAT_RUNS", "runs"))
# Checkpoints are for interruptions: a minute of work lost at most. In seconds.
_CHECKPOINT_EVERY = 60.0


def tensors(batch: Sequence[Read], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, mask and segments (batch x longest), padded with zeros."""
    longest = max(len(r.inputs.ids) for r in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask, segments = torch.zeros_like(ids), torch.zeros_like(ids)
    for i, r in enumerate(batch):
        n = len(r.inputs.ids)
        ids[i, :n] = torch.tensor(r.inputs.ids)
        mask[i, :n] = 1
        segments[i, :n] = torch.tensor(r.inputs.segments)
    return ids.to(device), mask.to(device), segments.to(device)


def losses(logits: dict[str, Tensor], batch: Sequence[Read]) -> dict[Head, Tensor]:
    """The mean loss of each head that the batch has targets for, with the number of its rows.

    Exclusive heads: minus the log of the probability of all labels that may be right (so "not
    entailed" teaches no more than it says). Others: cross-entropy over the labels that are known.
    """
    found: dict[Head, Tensor] = {}
    for head, form in HEADS.items():
        rows = [i for i, r in enumerate(batch) if head in r.example.targets]
        if not rows:
            continue
        out = logits[head][rows].float()
        target = torch.tensor(
            [batch[i].example.targets[head] for i in rows], dtype=out.dtype, device=out.device
        )
        if form.exclusive:
            allowed = torch.log_softmax(out, -1).masked_fill(target == 0, -torch.inf)
            each = -torch.logsumexp(allowed, -1)
        else:
            known = ~target.isnan()
            every = functional.binary_cross_entropy_with_logits(
                out, target.nan_to_num(), reduction="none"
            )
            each = (every * known).sum(-1)
        found[head] = each.sum() / len(batch)
    return found


def _precision(device: torch.device) -> AbstractContextManager[object]:
    if device.type == "cuda":
        half = torch.cuda.is_bf16_supported()
    else:
        half = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001 - torch has no other name for it
    return torch.autocast(device.type, torch.bfloat16) if half else nullcontext()


class Run:
    """A training run: its network, optimiser, running average of weights, and place."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.config, self.folder = config, folder
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(config.seed)
        self.tokenizer = load_tokenizer(base() / "tokenizer.json")
        if config.start == "tiny":
            network = Network.tiny(self.tokenizer.get_vocab_size())
        else:
            network = Network.from_base()
            if config.start:
                weights = torch.load(folder.parent / config.start / "weights.pt", weights_only=True)
                network.load_state_dict(weights)
        for layer in network.bert.encoder.layer[: config.frozen_layers]:
            layer.requires_grad_(False)
        self.network = network.to(self.device)
        self.learned = [p for p in network.parameters() if p.requires_grad]
        heads = list(network.heads.parameters())
        of_heads = {id(p) for p in heads}
        rest = [p for p in self.learned if id(p) not in of_heads]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [p for p in rest if p.ndim > 1], "weight_decay": 0.01, "times": 1.0},
                {"params": [p for p in rest if p.ndim < 2], "weight_decay": 0.0, "times": 1.0},
                {"params": heads, "weight_decay": 0.0, "times": config.head_rate},
            ]
        )
        self.average = [p.detach().clone() for p in self.learned]
        self.step = 0
        self.tokens = 0
        self.seconds = 0.0

    def go(self, batches: Sequence[Sequence[Read]], watched: Sequence[Read], until: int) -> None:
        """Train from where it stands to step ``until``."""
        started, saved = time.monotonic() - self.seconds, time.monotonic()
        while self.step < until:
            self._learn(batches[self.step], len(batches))
            self.step += 1
            self.seconds = time.monotonic() - started
            last = self.step == len(batches)
            if self.step % self.config.watch_every == 0 or last:
                self.watch(watched, len(batches))
            if time.monotonic() - saved > _CHECKPOINT_EVERY or self.step == until:
                self.save()
                saved = time.monotonic()

    def _learn(self, batch: Sequence[Read], steps: int) -> None:
        now = rate(self.config, self.step, steps)
        for group in self.optimiser.param_groups:
            group["lr"] = now * group["times"]
        # Dropout depends on the step alone, so that a resumed run is the same run.
        torch.manual_seed(self.config.seed * 1_000_003 + self.step)
        self.network.train()
        ids, mask, segments = tensors(batch, self.device)
        with _precision(self.device):
            found = losses(self.network(ids, mask, segments), batch)
        weights = self.config.head_weights
        total = torch.stack([x * weights.get(h.value, 1.0) for h, x in found.items()]).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.learned, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        keep = min(self.config.average, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            torch._foreach_mul_(self.average, keep)
            torch._foreach_add_(self.average, tuple(self.learned), alpha=1 - keep)
        self.tokens += int(mask.sum())
        self._log(
            step=self.step + 1,
            of=steps,
            loss=round(float(total.detach()), 4),
            by_head={h.value: round(float(x.detach()), 4) for h, x in found.items()},
            rate=now,
            tokens=self.tokens,
            seconds=round(self.seconds, 1),
        )

    def watch(self, watched: Sequence[Read], steps: int) -> None:
        """Scores of the averaged weights on groups that training never sees."""
        found = scores.by_source(self.averaged(), watched, self.device)
        self._log(step=self.step, of=steps, scores=found, seconds=round(self.seconds, 1))
        print(f"{self.step}/{steps}", json.dumps(found), flush=True)

    def averaged(self) -> Network:
        """The network with the running average of its weights."""
        made = Network(self.network.bert.__class__(self.network.bert.config, False))
        made.load_state_dict(self.network.state_dict())
        kept = (
            p
            for p, q in zip(made.parameters(), self.network.parameters(), strict=True)
            if q.requires_grad
        )
        with torch.no_grad():
            for parameter, mean in zip(kept, self.average, strict=True):
                parameter.copy_(mean)
        return made.to(self.device)

    def _log(self, **line: object) -> None:
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")

    def save(self) -> None:
        """Write checkpoint.pt whole or not at all."""
        state = {
            "step": self.step, "tokens": self.tokens, "seconds": self.seconds,
            "network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(),
            "average": self.average,
        }  # fmt: skip
        torch.save(state, self.folder / "checkpoint.tmp")
        (self.folder / "checkpoint.tmp").replace(self.folder / "checkpoint.pt")

    def resume(self) -> None:
        """Go on from checkpoint.pt if there is one; log lines after it are dropped."""
        path = self.folder / "checkpoint.pt"
        if not path.is_file():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average = state["average"]
        self.step, self.tokens, self.seconds = state["step"], state["tokens"], state["seconds"]
        log = self.folder / "log.jsonl"
        lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
        kept = [x for x in lines if json.loads(x)["step"] <= self.step]
        log.write_text("".join(f"{x}\n" for x in kept), encoding="utf-8")


def train(config: Config, runs: Path = RUNS, until: int | None = None) -> Path:
    """Run a configuration to its end (or to a step, to stop in the middle); gives its folder."""
    folder = runs / config.name
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(config, folder)
    learn, keep = split(config.draws)
    batches = schedule(config, {n: read(run.tokenizer, rows) for n, rows in learn.items()})
    drawn = random.Random(config.seed)  # noqa: S311
    watched = [
        row
        for rows in keep.values()
        for row in read(run.tokenizer, drawn.sample(rows, min(len(rows), config.watched)))
    ]
    manifest = json.dumps(stage(config, learn, keep), indent=1)
    (folder / "manifest.json").write_text(manifest + "\n", encoding="utf-8")
    run.resume()
    print(f"{config.name}: step {run.step} of {len(batches)} on {run.device}", flush=True)
    run.go(batches, watched, min(until or len(batches), len(batches)))
    if run.step == len(batches):
        torch.save(run.averaged().state_dict(), folder / "weights.pt")
        curves.write(folder / "log.jsonl", folder / "log.html")
    return folder


def main() -> None:
    """Run the configuration named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m models.train")
    parser.add_argument("config", type=Path)
    parser.add_argument("--threads", type=int, default=0, help="torch threads; 0: torch decides")
    given = parser.parse_args()
    if given.threads:
        torch.set_num_threads(given.threads)
    print(train(Config.load(given.config)))


if __name__ == "__main__":
    main()
