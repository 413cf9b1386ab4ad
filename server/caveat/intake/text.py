"""Plain text: the whole file is the article's text, exactly as decoded."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.document import Article
from caveat.errors import InvalidArticle
from caveat.intake.received import Received
from caveat.intake.source import Source, decode


def read(source: Source) -> Iterator[Received]:
    """The one article of a .txt file. Raises UnreadableInput, TooLarge, InvalidArticle."""
    article = Article(source.default_id, decode(source.content(), source))
    if found := article.violations():
        raise InvalidArticle(found, str(source))
    yield Received(str(source), article)
