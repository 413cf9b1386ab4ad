"""What the classifier's heads are worth, measured through the path that serves them.

``caveat evaluate heads`` prints every table; CAVEAT_HEADS_ROWS (1,500 by default) is the most rows
read of a set, so that one core finishes in minutes; 0 reads all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caveat.encoder import Classifier, open_classifier
from caveat.errors import UnreadableInput
from caveat.evaluation import head_sets as sets
from caveat.evaluation.head_sets import Row, sample
from caveat.evaluation.probabilities import (
    Measure,
    auc,
    calibration_error,
    f1,
    mean,
    measured,
    precision,
    recall,
    reliability,
)  # fmt: skip
from caveat.questions import HEADS, Answer, Head, Question

_CHUNK = 512
_BODY = 400
# What others reached, where it can be compared; see ``PUBLISHED_NOTE``.
PUBLISHED = {
    "MNLI-m": "0.82-0.84: MiniLM-L6 with all of MNLI, 393,000 pairs",
    "breaking_nli": "0.656 ESIM, 0.835 KIM (Glockner et al., ACL 2018)",
}

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Result:
    """One set's figures, in the order they are printed, and its reliability diagram if any."""

    head: str
    set: str
    rows: int
    figures: Mapping[str, Measure]
    diagram: tuple[tuple[float, float, int], ...] = ()


def table() -> str:
    """Every table as text; says so when no classifier is shipped."""
    classifier = open_classifier(os.environ.get("CAVEAT_MODEL", ""))
    if classifier is None:
        return "heads: no classifier is published; see models/README.md"
    try:
        return "\n".join([f"classifier {classifier.version}", *lines(results(classifier))])
    finally:
        classifier.close()


def lines(found: Iterable[Result]) -> Iterator[str]:
    """One Markdown table."""
    yield "| head | set | rows | figures (95% interval) | published |"
    yield "|---|---|---|---|---|"
    for r in found:
        cells = "; ".join(f"{name} {measure}" for name, measure in r.figures.items())
        yield f"| {r.head} | {r.set} | {r.rows} | {cells} | {PUBLISHED.get(r.set, '')} |"


def results(classifier: Classifier, most: int | None = None) -> Iterator[Result]:
    """Every set's figures; a set that is not there is passed over."""
    limit = int(os.environ.get("CAVEAT_HEADS_ROWS", "1500")) if most is None else most
    limit = limit or 10**9
    for measure in (_pairs, _more_pairs, _notices, _alarms, _claims, _topics, _bios):
        try:
            yield from measure(classifier, limit)
        except UnreadableInput as error:
            yield Result("", f"not measured: {error}", 0, {})


def answers(classifier: Classifier, questions: Sequence[Question]) -> list[Answer]:
    """Answers in order, asked in pieces, shorter texts together."""
    order = sorted(range(len(questions)), key=lambda i: len(questions[i].first))
    out: dict[int, Answer] = {}
    for at in range(0, len(order), _CHUNK):
        part = order[at : at + _CHUNK]
        given = classifier.answer([questions[i] for i in part])
        out |= {i: given[questions[i]] for i in part}
    return [out[i] for i in range(len(questions))]


def _array(values: Iterable[float]) -> Array:
    return np.array(list(values), dtype=np.float64)


def _strongest(classifier: Classifier, rows: Sequence[Row], label: str) -> Array:
    """The highest probability of a label over a row's questions."""
    asked = [q for row in rows for q in row.questions]
    given = iter(answers(classifier, asked))
    return _array(max(next(given)[label] for _ in row.questions) for row in rows)


def _pairs(classifier: Classifier, limit: int) -> Iterator[Result]:
    for name, reader, two_way in sets.PAIR_SETS:
        rows = sample(reader(), limit)
        given = answers(classifier, [row.questions[0] for row in rows])
        if two_way:
            agree = _array(float(a.best == "agree") for a in given)
            so = _array(float(row.right == "agree") for row in rows)
            p = _array(a["agree"] for a in given)
            figures = {
                "accuracy": measured(mean, agree == so),
                "on agree": measured(mean, (agree == so)[so > 0]),
                "on not agree": measured(mean, (agree == so)[so == 0]),
                "AUC": measured(auc, p, so),
            }
            yield Result("pair", name, len(rows), figures)
            continue
        right = _array(float(a.best == row.right) for a, row in zip(given, rows, strict=True))
        sure = _array(max(a.probabilities.values()) for a in given)
        p = _array(a["contradict"] for a in given)
        so = _array(float(row.right == "contradict") for row in rows)
        figures = {
            "accuracy": measured(mean, right),
            "contradict precision": measured(precision, p, so),
            "recall": measured(recall, p, so),
            "F1": measured(f1, p, so),
            "AUC": measured(auc, p, so),
            "ECE": measured(calibration_error, sure, right),
        }
        yield Result("pair", name, len(rows), figures, tuple(reliability(sure, right)))


def _more_pairs(classifier: Classifier, limit: int) -> Iterator[Result]:
    rows = sample(sets.claimdiff(), limit)
    p = _strongest(classifier, rows, "contradict")
    so = _array(float(row.right == "contradict") for row in rows)
    yield Result("pair", "claimdiff (weakens)", len(rows), {"AUC": measured(auc, p, so)})
    rows = sample((r for r in sets.fnc1() if r.right != "discuss"), min(limit, 1_000))
    given = answers(classifier, [row.questions[0] for row in rows])
    figures = {}
    for stance, label in (
        ("disagree", "contradict"),
        ("agree", "agree"),
        ("unrelated", "unrelated"),
    ):
        p = _array(a[label] for a in given)
        so = _array(float(row.right == stance) for row in rows)
        figures[f"{stance} AUC"] = measured(auc, p, so)
    yield Result("pair", "fnc1 (openings)", len(rows), figures)
    rows = sample(sets.frank(), min(limit, 300))
    asked = [q for row in rows for q in row.questions]
    answered = iter(answers(classifier, asked))
    p = _array(max(1 - next(answered)["agree"] for _ in row.questions) for row in rows)
    so = _array(float(row.right == "error") for row in rows)
    yield Result("pair", "frank (openings)", len(rows), {"AUC": measured(auc, p, so)})


def _own(classifier: Classifier, questions: Sequence[Question]) -> tuple[Array, Array]:
    """Of each sentence, P(own), and P(own) times the highest P of a kind that weighs."""
    # Asked together, so that one run over a sentence answers both heads.
    both = answers(
        classifier,
        [Question(head, q.first) for q in questions for head in (Head.SCOPE, Head.DISCLAIMER)],
    )
    scope, kinds = both[::2], both[1::2]
    own = _array(a["own"] for a in scope)
    weighty = [k for k in HEADS[Head.DISCLAIMER].labels if k != "other_notice"]
    return own, own * _array(max(a[k] for k in weighty) for a in kinds)


def notice_figures(p: Array, so: Array) -> dict[str, Measure]:
    """The figures of a yes-or-no set."""
    return {
        "precision": measured(precision, p, so),
        "recall": measured(recall, p, so),
        "F1": measured(f1, p, so),
        "AUC": measured(auc, p, so),
        "ECE": measured(calibration_error, p, so),
    }


def _notices(classifier: Classifier, limit: int) -> Iterator[Result]:
    own_set = list(sets.own_notices())
    for name, rows in (
        ("own set, English", [row for row, _ in own_set]),
        ("disclaimer_candidates, English", sample(sets.candidates(), limit)),
    ):
        p = _strongest(classifier, rows, "own")
        so = _array(float(row.right == "own") for row in rows)
        yield Result("scope", name, len(rows), notice_figures(p, so), tuple(reliability(p, so)))
    kinds = [k for _, ks in own_set for k in ks]
    asked = [(q, ks) for row, ks in own_set if ks for q in row.questions]
    given = answers(classifier, [Question(Head.DISCLAIMER, q.first) for q, _ in asked])
    best = _array(float(a.best in ks) for a, (_, ks) in zip(given, asked, strict=True))
    yield Result("disclaimer", f"own set, kind of {len(kinds)} notices", len(asked),
                 {"best kind is right": measured(mean, best)})  # fmt: skip


def _alarms(classifier: Classifier, limit: int) -> Iterator[Result]:
    for name, path in (
        ("bbc_news", "bbc_news/articles.jsonl.gz"),
        ("article_extraction_andy", "article_extraction_andy/gold.jsonl.gz"),
    ):
        texts = sets.articles(path, min(limit, 150))
        parts = [sets.sentences(text, Head.SCOPE) for text in texts]
        _, weighty = _own(classifier, [q for part in parts for q in part])
        alarms = (weighty >= 0.5).astype(np.float64)
        ends = np.cumsum([len(part) for part in parts])
        pages = [bool(a.any()) for a in np.split(alarms, ends[:-1])]
        yield Result("disclaimer", f"{name}: alarms in 1,000", len(texts), {
            "sentences": measured(lambda x: 1_000 * mean(x), alarms),
            "articles with any": measured(lambda x: 1_000 * mean(x), _array(pages)),
        })  # fmt: skip


def _claims(classifier: Classifier, limit: int) -> Iterator[Result]:
    for name, reader, label in (
        ("claimbuster test", sets.claimbuster, "checkable"),
        ("polnear dev sentences", sets.polnear, "attributed"),
    ):
        rows = sample(reader(), limit)
        p = _strongest(classifier, rows, label)
        so = _array(float(row.right == label) for row in rows)
        figures = notice_figures(p, so)
        yield Result(f"claim: {label}", name, len(rows), figures, tuple(reliability(p, so)))


def _topics(classifier: Classifier, limit: int) -> Iterator[Result]:
    for name, path, mapped in (
        ("bbc_news", "bbc_news/articles.jsonl.gz", sets.SECTIONS),
        ("ag_news (mapped)", "ag_news/test.jsonl.gz", sets.AG_NEWS),
    ):
        rows = sample(sets.openings(path), limit)
        given = answers(classifier, [Question(Head.TOPIC, text) for text, _ in rows])
        static = [classifier.vectors.topic(text) for text, _ in rows]
        for how, found in (("", given), (", static vectors", static)):
            closed, free, sure = [], [], []
            for answer, (_, label) in zip(found, rows, strict=True):
                p = {s: sum(answer[t] for t in ts) if answer else 0.0 for s, ts in mapped.items()}
                best = max(p, key=lambda s: p[s])
                closed.append(float(best == label))
                free.append(float(answer is not None and answer.best in mapped[label]))
                whole = sum(p.values()) or 1.0
                sure.append(p[best] / whole)
            figures = {
                f"accuracy among its {len(mapped)}": measured(mean, _array(closed)),
                "accuracy among all 17": measured(mean, _array(free)),
                "ECE": measured(calibration_error, _array(sure), _array(closed)),
            }
            diagram = tuple(reliability(_array(sure), _array(closed)))
            yield Result("topic", f"{name}{how}", len(rows), figures, diagram)


def _bios(classifier: Classifier, _: int) -> Iterator[Result]:
    """A bio under its own story against the same bio under others': far ones, and near ones.

    Far and near are told by static vectors of the stories, which no head was fitted to.
    """
    rows = sets.bios()
    both = [row[1] for row in rows], [row[2] for row in rows]
    shares = [
        np.array([
            list(a.probabilities.values())
            for a in answers(classifier, [Question(Head.TOPIC, text) for text in texts])
        ])
        for texts in both
    ]  # fmt: skip
    vectors = [classifier.vectors.vectors(texts) for texts in both]
    fit = np.sqrt(shares[0]) @ np.sqrt(shares[1]).T
    near = vectors[0].astype(np.float64) @ vectors[1].T
    likeness = (vectors[1] @ vectors[1].T).astype(np.float64)
    for name, how in (("topics", fit), ("topics and static vectors", fit + near)):
        figures = {}
        for kind, low, high in (("other topics", 0.0, 0.5), ("neighbouring topics", 0.9, 1.0)):
            p, so = [], []
            for i, row in enumerate(rows):
                others = [j for j in range(len(rows)) if rows[j][0] != row[0]]
                others.sort(key=lambda j: likeness[i, j])
                picked = others[int(low * len(others)) : int(high * len(others))]
                p += [how[i, i], *(how[i, j] for j in picked)]
                so += [1.0, *(0.0 for _ in picked)]
            figures[f"{kind} AUC"] = measured(auc, _array(p), _array(so))
        yield Result("topic: bio", f"author_bios by {name}", len(rows), figures)
