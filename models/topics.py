"""Learn which words of a story show its field: `python -m models.topics`.

Reads news_reporters_topics (MIT; titles and teasers with an automatic topic) and the labels of
iptc_media_topics (CC BY 4.0), adds the words of signals/bio/fields.toml, and writes
server/caveat/signals/bio/topics.tsv: one word a line with its weights in hundredths,
after a line with what any word brings to each field on average, in ten-thousandths. The weights
are log-odds of a field against all others with fields equally likely, shrunk towards nothing where
counts are small (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16, 2008). The
same inputs give the same bytes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from caveat.evaluation import datasets
from caveat.signals.bio import fields

_OUT = Path(__file__).parents[1] / "server/caveat/signals/bio/topics.tsv"
_FIELD = {
    "politics and government": "politics",
    "health": "health",
    "education": "education",
    "arts, culture, entertainment and media": "arts",
    "sport": "sport",
    "crime, law and justice": "crime",
    "society": "society",
    "environment": "environment",
    "economy, business and finance": "economy",
    "labor": "economy",
    "religion": "religion",
    "lifestyle and leisure": "lifestyle",
    "disaster, accident and emergency incident": "disaster",
    "conflict, war and peace": "conflict",
    "weather": "environment",
}
_IPTC = {
    "Arts, culture, entertainment and media": "arts",
    "Crime, law and justice": "crime",
    "Disaster, accident and emergency incident": "disaster",
    "Economy, business and finance": "economy",
    "Education": "education",
    "Environment": "environment",
    "Health": "health",
    "Labor": "economy",
    "Lifestyle and leisure": "lifestyle",
    "Politics": "politics",
    "Religion and belief": "religion",
    "Science and technology": "science",
    "Society": "society",
    "Sport": "sport",
    "Conflict, war and peace": "conflict",
    "Weather": "environment",
}
# Inner nodes of the taxonomy that this project sets apart.
_INNER = {
    "Technology and engineering": "technology",
    "Travel and tourism": "travel",
    "Game": "games",
    "Food and drink": "food",
    "Automotive": "motoring",
}
_FEWEST = 6
_SHRINK = 6.0
_SMOOTH = 0.5
_LEAST, _MOST = 0.35, 2.5
_LISTED = 2.0
# Documents outside its own field that halve the weight of a listed word.
_COMMON = 100.0
# A word of a short label says less than one that an editor chose.
_LABELLED = 0.8


def documents() -> Iterator[tuple[str, frozenset[str]]]:
    """Each title and teaser as its field and its set of words."""
    for row in datasets.rows("news_reporters_topics/articles.jsonl.gz"):
        field = _FIELD.get(row["topic"])
        if field:
            text = f"{row['title']} {row['teaser']}"
            yield field, frozenset(w.text for w in fields.words(text) if len(w.text) > 2)


def learned(rows: list[tuple[str, frozenset[str]]]) -> dict[str, dict[str, float]]:
    """Word to its weight for each field."""
    per_field = Counter(field for field, _ in rows)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for field, found in rows:
        for word in sorted(found):
            counts[word][field] += 1
    weights: dict[str, dict[str, float]] = {}
    for word, by_field in counts.items():
        if sum(by_field.values()) < _FEWEST:
            continue
        rate = {f: (by_field[f] + _SMOOTH) / (n + 2 * _SMOOTH) for f, n in per_field.items()}
        for field in per_field:
            rest = sum(r for f, r in rate.items() if f != field) / (len(rate) - 1)
            odds = math.log(rate[field] / rest) * by_field[field] / (by_field[field] + _SHRINK)
            if odds >= _LEAST:
                weights.setdefault(word, {})[field] = min(odds, _MOST)
    return weights


def elsewhere(rows: list[tuple[str, frozenset[str]]]) -> Counter[str]:
    """In how many documents a word stands outside the field in which it is most frequent."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for field, found in rows:
        for word in found:
            counts[word][field] += 1
    return Counter({w: c.total() - max(c.values()) for w, c in counts.items()})


def labels() -> Iterator[tuple[str, str]]:
    """Each word of a label of the taxonomy, with its field."""
    for row in datasets.rows("iptc_media_topics/media_topics_en.jsonl.gz"):
        field = next((_INNER[p] for p in row["path"] if p in _INNER), _IPTC.get(row["path"][0]))
        if field and row["level"] > 2:
            for word in fields.words(row["label"]):
                if len(word.text) > 3:
                    yield word.text, field


def table() -> dict[str, dict[str, float]]:
    """The whole table: what was learned, what the taxonomy names, what an editor listed."""
    rows = list(documents())
    weights = learned(rows)
    common = elsewhere(rows)
    labelled: defaultdict[str, set[str]] = defaultdict(set)
    for word, field in labels():
        labelled[word].add(field)
    for word, found in labelled.items():
        # A word of several fields' labels ("policy", "act") tells none of them.
        if len(found) == 1:
            (field,) = found
            own = weights.setdefault(word, {})
            own[field] = max(own.get(field, 0.0), _LABELLED)
    for language in ("en", "de"):
        listed: defaultdict[str, set[str]] = defaultdict(set)
        for phrase, field in fields.entries("words", language):
            key = " ".join(w.text for w in fields.words(phrase))
            listed[key + "*" * phrase.endswith("*")].add(field)
        for key, found in listed.items():
            own = weights.setdefault(key, {})
            # A listed word that stands everywhere ("win", "stage") tells less.
            weight = _LISTED / (1.0 + common[key] / _COMMON) / len(found) ** 0.5
            for field in sorted(found):
                own[field] = max(own.get(field, 0.0), weight)
    return weights


def background(
    rows: list[tuple[str, frozenset[str]]], weights: dict[str, dict[str, float]]
) -> dict[str, float]:
    """The weight that a word brings to a field, on average over stories of other fields.

    Fields count equally, however many stories they have.
    """
    mass: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    length: Counter[str] = Counter()
    for field, found in rows:
        length[field] += len(found)
        for word in sorted(found):
            for other, weight in weights.get(word, {}).items():
                mass[other][field] += weight
    return {
        field: sum(by[f] / length[f] for f in length if f != field)
        / (len(length) - (field in length))
        for field, by in mass.items()
    }


def write(path: Path = _OUT) -> int:
    """Write the table; returns how many words it has."""
    weights = table()
    usual = background(list(documents()), weights)
    rows = [f"\t{' '.join(f'{f}:{round(10_000 * w)}' for f, w in sorted(usual.items()))}"]
    rows += [
        f"{word}\t" + " ".join(f"{f}:{round(100 * w)}" for f, w in sorted(found.items()))
        for word, found in sorted(weights.items())
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    print(write(), "words")
