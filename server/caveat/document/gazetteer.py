"""The closed lists of gazetteer.txt, read once: words by which names are told apart."""

from __future__ import annotations

from importlib import resources

_FILE = "gazetteer.txt"


def read(package_file: str, package: str = __package__) -> dict[str, frozenset[str]]:
    """The word lists of a data file of a package, this one by default, by heading.

    The form: ``[heading]`` lines, words parted by white space (``_`` stands for a space inside
    one), ``#`` lines are comments.
    """
    lists: dict[str, set[str]] = {}
    current: set[str] = set()
    text = resources.files(package).joinpath(package_file).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            current.update(word.replace("_", " ") for word in line.split())
    return {heading: frozenset(words) for heading, words in lists.items()}


_LISTS = read(_FILE)
COURTESY_MALE = _LISTS["courtesy, male"]
COURTESY_FEMALE = _LISTS["courtesy, female"]
COURTESY = _LISTS["courtesy"] | COURTESY_MALE | COURTESY_FEMALE
# Titles before a name, in lower case; ROLE adds the other nouns for people in a function.
RANK = _LISTS["rank"]
ROLE = _LISTS["role"] | RANK
BODY = _LISTS["body"]
ORGANISATION_WORD = _LISTS["organisation word"]
ORGANISATION_HEAD = _LISTS["organisation head"]
PLACE = _LISTS["place"]
MALE_NAME = _LISTS["first name, male"] - _LISTS["first name, female"]
FEMALE_NAME = _LISTS["first name, female"] - _LISTS["first name, male"]
FIRST_NAME = _LISTS["first name, male"] | _LISTS["first name, female"]
CALENDAR = _LISTS["calendar"]
FUNCTION = _LISTS["function"]
