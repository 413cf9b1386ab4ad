"""The names of a document as values."""

from __future__ import annotations

from typing import Final

from caveat.document import Document, MentionKind
from caveat.values.model import Name, ValueKind
from caveat.values.names import key

_KINDS: Final = {
    MentionKind.PERSON: ValueKind.PERSON,
    MentionKind.ORGANISATION: ValueKind.ORGANISATION,
    MentionKind.PLACE: ValueKind.PLACE,
}


def extract_names(document: Document) -> tuple[Name, ...]:
    """The persons, organisations and places that ``document.mentions`` tells apart, in its order.

    A later mention by surname has the full name (``name``, ``key``) of the first one; ``role`` is
    the title or function written before it. Names of unknown kind are left out.
    """
    found: list[Name] = []
    for mention in document.mentions:
        kind = _KINDS.get(mention.kind)
        if kind is None:
            continue
        name = document.text(mention.full or mention.span)
        found.append(
            Name(
                kind=kind,
                span=mention.span,
                text=document.text(mention.span),
                name=name,
                key=key(name),
                role="" if mention.role is None else document.text(mention.role),
            )
        )
    return tuple(found)
