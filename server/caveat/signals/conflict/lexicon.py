"""The closed lists of lexicon.txt, read once."""

from __future__ import annotations

from importlib import resources
from itertools import combinations


def _read() -> dict[str, frozenset[str]]:
    """The lists by heading: ``[heading]`` lines, words parted by white space, ``#`` comments."""
    lists: dict[str, set[str]] = {}
    current: set[str] = set()
    text = resources.files(__package__).joinpath("lexicon.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            current.update(line.split())
    return {heading: frozenset(found) for heading, found in lists.items()}


def _by_word(prefix: str) -> dict[str, str]:
    """From each word of the lists ``[prefix NAME]`` to NAME."""
    return {
        word: heading.removeprefix(prefix)
        for heading, found in sorted(_LISTS.items())
        if heading.startswith(prefix)
        for word in found
    }


_LISTS = _read()
CONCEPTS = _by_word("concept ")
QUALIFIER_OF = _by_word("qualifier ")
STOP = _LISTS["stop"]
OUTCOMES = _LISTS["outcomes"]
MEASURES = _LISTS["measures"]
EVENTS = _LISTS["events"]
REPORTING = _LISTS["reporting"]
ANYBODY = _LISTS["anybody"]
BODIES = _LISTS["bodies"]
PEOPLE = _LISTS["people"]
KINDS_OF_PEOPLE = _LISTS["kinds of people"]
GROWING = _LISTS["growing"]
CONJUNCTIONS = _LISTS["conjunctions"]
REPLACED = _LISTS["replaced"]
OPPOSITES = frozenset(
    frozenset(pair)
    for matter in _LISTS["outcomes of a matter"]
    for pair in combinations(matter.split("/"), 2)
)
NEGATORS = _LISTS["negators"]
PLANNING = _LISTS["planning"]
ASKING = _LISTS["asking"]
FACTS = _LISTS["facts"]
RUMOURS = _LISTS["rumours"]
ACTS = _LISTS["acts"]
SINGLE_ROLES = _LISTS["single roles"]
PLACE_PREPOSITIONS = _LISTS["place prepositions"]
DEMONYMS = dict(entry.split("=") for entry in sorted(_LISTS["demonyms"]))
# From a role's words to its group and class: two classes of a group exclude each other.
ROLES: dict[tuple[str, ...], tuple[str, str]] = {}
for _entry in sorted(_LISTS["roles"]):
    _place, _phrase = _entry.split("=")
    _group, _name = _place.split("/")
    ROLES[tuple(_phrase.split("_"))] = (_group, _name)
PAST = _LISTS["past"]
NOMINAL = _LISTS["nominal"]
REVISION = _LISTS["revision"]
NICKNAMES = dict(entry.split("=") for entry in sorted(_LISTS["nicknames"]))
POSSIBILITY = _LISTS["possibility"]
WINDOWS = _LISTS["windows"]
PUBLISHING = _LISTS["publishing"]
NONE_OF = _LISTS["none of"]
VERBAL = _LISTS["verbal"]
DATE_PREPOSITIONS = _LISTS["date prepositions"]
WEEKDAYS = _LISTS["weekdays"]
SEVERAL = _LISTS["several"]
CARRIED_OUT = _LISTS["carried out"]
WIDE = _LISTS["wide"]
HUMANS = _LISTS["humans"]
HUMAN_CLASS = {
    word: name for name, word in (entry.split("=") for entry in sorted(_LISTS["human class"]))
}
CURRENCIES = _LISTS["currencies"]
VESSELS = _LISTS["vessels"]
# From the words of a phrase, in lower case, to the stem that says the same.
PHRASES = {
    tuple(words.split("_")): concept
    for concept, words in (entry.split("=") for entry in sorted(_LISTS["phrases"]))
}
FUTURE = _LISTS["future"]
TENSELESS = _LISTS["tenseless"]
CONTESTS = _LISTS["contests"]
AUXILIARIES = _LISTS["auxiliaries"]
NOBODY = _LISTS["nobody"]
# From a word to the states it tells of, each with the stems beside which it does.
STATES: dict[str, list[tuple[str, frozenset[str]]]] = {}
for _entry in sorted(_LISTS["states"]):
    _place, _word = _entry.split("=")
    _name, _matter = _place.split("/")
    STATES.setdefault(_word, []).append((_name, frozenset({_matter})))
# Qualifiers that phrases say.
PHRASED = frozenset({"full-year", "quarter", "half"})
SCALES = _LISTS["scales"]
DOINGS = _LISTS["doings"]
FEATS = _LISTS["feats"]
HOLDERS = _LISTS["holders"]
DONE_BY_BODIES = _LISTS["done by bodies"]
SETTINGS = _LISTS["settings"]
POSTS = _LISTS["posts"]
SAYING = _LISTS["saying"]
SUMS = _LISTS["sums"]
NUMBERED = _LISTS["numbered"]
TYPED = {word: sort for sort, word in (entry.split("=") for entry in sorted(_LISTS["typed"]))}
