"""Answers as JSON: the protobuf mapping, with every field in its place."""

from __future__ import annotations

import json
from typing import Any

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

from caveat.document import Document
from caveat.evidence import Score
from caveat.rpc.convert.document import write_document
from caveat.rpc.convert.score import write_score


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
    data: dict[str, Any] = MessageToDict(message, always_print_fields_with_no_presence=True)
    versions = data.get("versions")
    if isinstance(versions, dict) and "rulesets" in versions:
        # A protobuf map has no order; an answer that can be compared needs one.
        versions["rulesets"] = dict(sorted(versions["rulesets"].items()))
    return data
