"""Which language an article is in."""

from __future__ import annotations

# Enough for a sure answer; reading more only costs time.
_SAMPLE = 3_000


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, by its first 3,000 code points; "" without letters.

    Lui and Baldwin, langid.py (ACL 2012), as kept up in py3langid.
    """
    sample = text[:_SAMPLE]
    if not any(c.isalpha() for c in sample):
        return ""
    import py3langid  # noqa: PLC0415 (its model takes a second to load: not at start-up)

    return str(py3langid.classify(sample)[0])
