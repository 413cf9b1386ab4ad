"""Text to typed, normalised, comparable values."""

from caveat.values.compare import compare
from caveat.values.extract import extract, extract_text
from caveat.values.mentions import extract_names
from caveat.values.model import (
    Bound,
    Grain,
    Interval,
    Name,
    Period,
    Quantity,
    Relation,
    Unresolved,
    Value,
    ValueKind,
    When,
)
from caveat.values.names import same_person

__all__ = [
    "Bound",
    "Grain",
    "Interval",
    "Name",
    "Period",
    "Quantity",
    "Relation",
    "Unresolved",
    "Value",
    "ValueKind",
    "When",
    "compare",
    "extract",
    "extract_names",
    "extract_text",
    "same_person",
]
