"""What the runtimes of the classifier cost beside one another, and how far their answers differ.

    python -m caveat.evaluation.encoder_cost [FOLDER OF A VERSION]

Sentences and pairs of sentences from the stories of tests/benchmarks/bio, every runtime that this
machine can run, round by round so that all suffer the same neighbours. On a processor the time is
processor time of one core; on a GPU it is wall time. Ratios hold; absolutes are this machine's.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from caveat.document import Article, parse
from caveat.encoder import artefact, calibration
from caveat.encoder.backends import Backend, start
from caveat.encoder.backends.choice import NEEDS, choose
from caveat.encoder.batcher import Batcher
from caveat.encoder.caller import PATIENT
from caveat.encoder.template import Inputs, assemble, load_tokenizer
from caveat.errors import UnreadableInput
from caveat.questions import HEADS, Head, Question

STORIES = Path(__file__).parents[3] / "tests" / "benchmarks" / "bio" / "stories.jsonl"
_INPUTS = 256
_ROUNDS = 5


def figures(folder: Path, inputs: int = _INPUTS, rounds: int = _ROUNDS) -> str:
    """A row a runtime: milliseconds an input, the ratio to the first, the largest difference."""
    published = artefact.load(folder)
    backends = _backends(published)
    tokenizer = load_tokenizer(published.path(artefact.TOKENIZER))
    questions = _questions(inputs)
    lines = [f"model {published.version}", ""]
    for name, asked in questions.items():
        read = assemble(tokenizer, asked)
        tokens = sum(len(i.ids) for i in read) / len(read)
        spent = {backend.name: [0.0] * rounds for backend in backends}
        for number in range(rounds):
            for backend in backends:
                started = _clock(backend)
                _answers(backend, read)
                spent[backend.name][number] = (_clock(backend) - started) / len(read) * 1e3
        first = _probabilities(published, _answers(backends[0], read), asked)
        base = median(spent[backends[0].name])
        lines.append(f"{len(read)} {name}, {tokens:.0f} tokens on average")
        for backend in backends:
            found = _probabilities(published, _answers(backend, read), asked)
            cost = median(spent[backend.name])
            worst = max(abs(a - b) for a, b in zip(found, first, strict=True))
            flips = sum((a >= 0.5) != (b >= 0.5) for a, b in zip(found, first, strict=True))
            lines.append(
                f"  {backend.name:34} {cost:8.3f} ms  x {base / cost:6.2f}   largest difference "
                f"of a probability {worst:.4f}, {flips} of {len(found)} cross 0.5"
            )
        lines.append("")
    for backend in backends:
        backend.close()
    return "\n".join(lines)


def _backends(published: artefact.Artefact) -> list[Backend]:
    """One of every runtime that can run here; the one that always ships first."""
    found = []
    for name in NEEDS:
        try:
            found.append(start(published, choose(published, name)))
        except UnreadableInput as error:
            sys.stderr.write(f"left out: {error}\n")
    return found


def _questions(count: int) -> Mapping[str, Sequence[Question]]:
    sentences: list[str] = []
    for line in STORIES.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        document = parse(Article("x", story["text"], language="en"))
        sentences += [document.text(s.span) for s in document.body]
    sentences = [s for s in sentences if len(s.split()) > 3]
    several = [sentences[i % len(sentences)] for i in range(2 * count)]
    return {
        "sentences": [Question(Head.SCOPE, text) for text in several[:count]],
        "pairs": [
            Question(Head.PAIR, one, other)
            for one, other in zip(several[:count], several[count:], strict=True)
        ],
    }


def _answers(backend: Backend, inputs: Sequence[Inputs]) -> list[Mapping[str, np.ndarray]]:
    """Raw logits in the order of the inputs, as many at once as the backend takes."""
    callers = Batcher(backend)
    found = callers.ask(inputs, PATIENT)
    callers.close()
    return found


def _probabilities(
    published: artefact.Artefact,
    logits: Sequence[Mapping[str, np.ndarray]],
    questions: Sequence[Question],
) -> list[float]:
    """Every probability of every head that reads such inputs."""
    scalings = calibration.load(published.path(artefact.CALIBRATION))
    segments = HEADS[questions[0].head].segments
    heads = [head for head in Head if HEADS[head].segments == segments]
    return [
        p
        for row in logits
        for head in heads
        for p in scalings[head].answer(row[head]).probabilities.values()
    ]


def _clock(backend: Backend) -> float:
    return time.perf_counter() if "cuda" in backend.name else time.process_time()


def main() -> None:
    """Print the figures of the version named on the command line, or of the one that ships."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else artefact.find()
    if folder is None:
        raise UnreadableInput("no model is published; name the folder of a version")
    sys.stdout.write(figures(folder) + "\n")


if __name__ == "__main__":
    main()
