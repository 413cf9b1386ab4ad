"""Text to typed, normalised, comparable values."""

from caveat.values.compare import compare
from caveat.values.extract import extract, extract_text
from caveat.values.model import (
    Bound,
    Grain,
    Interval,
    Modality,
    Name,
    Period,
    Quantity,
    Relation,
    Status,
    Unresolved,
    Value,
    ValueKind,
    When,
)

__all__ = [
    "Bound",
    "Grain",
    "Interval",
    "Modality",
    "Name",
    "Period",
    "Quantity",
    "Relation",
    "Status",
    "Unresolved",
    "Value",
    "ValueKind",
    "When",
    "compare",
    "extract",
    "extract_text",
]
