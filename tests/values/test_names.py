import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Article, parse
from caveat.values import Relation, ValueKind, compare, extract_names
from caveat.values.names import key, same_person


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Xi Jinping", "Jinping Xi"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Jens Stoltenberg", "Mr. Stoltenberg"),
        ("J. K. Rowling", "Joanne Rowling"),
        ("President Emmanuel Macron", "Emmanuel Macron"),
        ("Mohammed al-Masri", "Mohamed Masri"),
        ("José María Aznar", "Jose Aznar"),
    ],
)
def test_order_spelling_titles_and_initials_make_no_other_person(a: str, b: str) -> None:
    assert same_person(a, b)
    assert same_person(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("John Smith", "Jane Smith"),
        ("John Smith", "John Brown"),
        ("Maria Keller", "Martin Keller"),
        ("Anna Weber", "Anna Becker"),
        ("Kim Jong Un", "Kim Jong Il"),
    ],
)
def test_another_given_name_or_surname_is_another_person(a: str, b: str) -> None:
    assert not same_person(a, b)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_strings_compare_alike_both_ways(a: str, b: str) -> None:
    assert same_person(a, b) is same_person(b, a)
    assert key(a) == key(a)


def test_a_surname_alone_has_the_full_name_of_its_first_mention() -> None:
    text = "The mayor, Maria Keller, resigned on Monday. Mrs Keller gave no reason."
    document = parse(Article("a", text))
    names = [n for n in extract_names(document) if n.kind is ValueKind.PERSON]
    assert [n.text for n in names] == ["Maria Keller", "Keller"]
    assert names[0].key == names[1].key
    assert compare(names[0], names[1]) is Relation.EQUAL
