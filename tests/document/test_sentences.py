"""Where sentences begin and end."""

from __future__ import annotations

import pytest

from caveat.document import Article, parse


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000", "\u0085", "\u2028"])
@pytest.mark.parametrize("language", ["en", "nl", "ja"])
def test_a_wide_space_after_a_single_letter_is_read_like_any_other(
    space: str, language: str
) -> None:
    text = f"The vote was called by J{space}. Nobody else spoke."
    document = parse(Article("a", text, language=language))
    assert "".join("".join(document.text(s.span) for s in document.sentences).split()) == "".join(
        text.split()
    )
