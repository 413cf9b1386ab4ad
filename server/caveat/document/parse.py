"""From an article to a document, once, for every signal."""

from __future__ import annotations

from caveat.document import (
    attributions,
    bios,
    byline,
    credit,
    names,
    persons,
    published,
    quotations,
    sections,
    sentences,
    statements,
)
from caveat.document.article import Article
from caveat.document.language import detect
from caveat.document.model import Document


def parse(article: Article) -> Document:
    """Read an article: time linear in its length, never raises for a sound article.

    Sections come first, because everything else depends on what a line is for; sentences next;
    then who wrote it, who is credited, what the page says of its authors and who is quoted.
    """
    # "en-GB" is read as English.
    given = article.language.replace("_", "-").partition("-")[0].lower()
    language = given or detect(article.text)
    found = sections.split(article)
    sentence_list = sentences.split(article, found, language)
    mentions = names.find(article, found)
    reading = statements.read(article, found, sentence_list, language)
    tracer = persons.Tracer(article, reading, mentions)
    return Document(
        article=article,
        language=language,
        sections=found,
        sentences=sentence_list,
        byline=byline.find(article, found),
        credits=credit.find(article, found, sentence_list),
        bios=bios.find(article, found),
        mentions=mentions,
        attributions=attributions.find(article, reading, tracer),
        quotations=quotations.find(article, reading, tracer),
        published=published.find(article, found),
    )
