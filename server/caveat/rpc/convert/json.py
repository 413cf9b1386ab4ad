"""Answers as JSON: the protobuf mapping, with every field in its place."""

from __future__ import annotations

import json
from typing import Any, cast

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

from caveat.document import Document
from caveat.evidence import Score
from caveat.rpc.convert.document import write_document
from caveat.rpc.convert.score import write_score

_OURS = "caveat."


def score_json(score: Score) -> str:
    """One line: a caveat.v1.Score. The same score gives the same bytes."""
    return json_line(write_score(score))


def document_json(document: Document) -> str:
    """One line: a caveat.v1.Document."""
    return json_line(write_document(document))


def json_line(message: Message) -> str:
    """One line of protobuf JSON, fields in the contract's order and none left out for being zero.

    Messages that are absent (a counterpart, a speaker) stay absent. Letters are not escaped.
    """
    return json.dumps(to_dict(message), ensure_ascii=False)


def to_dict(message: Message) -> dict[str, Any]:
    """The same as Python values."""
    data = MessageToDict(message, always_print_fields_with_no_presence=True)
    return _in_order(data, cast("Descriptor", message.DESCRIPTOR))


def _in_order(data: dict[str, Any], message: Descriptor) -> dict[str, Any]:
    """Fields as the contract orders them and maps by key, so that answers can be compared."""
    return {
        field.json_name: _value_in_order(data[field.json_name], field)
        for field in message.fields
        if field.json_name in data
    }


def _value_in_order(value: Any, field: FieldDescriptor) -> Any:
    message = field.message_type
    if message is None or not message.full_name.startswith(_OURS):
        return value
    if message.GetOptions().map_entry:
        return dict(sorted(value.items()))
    if isinstance(value, list):
        return [_in_order(item, message) for item in value]
    return _in_order(value, message)
