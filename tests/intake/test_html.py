"""Reading web pages: the article, and what the page says outside of it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caveat import intake
from caveat.document import Article
from caveat.errors import CaveatError, TooLarge, UnreadableInput
from caveat.intake import authors, html
from caveat.intake.source import Source

_STORY = "".join(
    f"<p>The council voted on item {n} of its long agenda on Tuesday, and members of every party "
    f"said that the outcome would be felt across the whole region for years to come.</p>"
    for n in range(1, 7)
)


def page(body: str = "", head: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Council votes</title>{head}</head><body>'
        f"<header><nav><a href='/'>Home</a></nav></header><article><h1>Council votes</h1>"
        f"{_STORY}</article>{body}</body></html>"
    )


def extract(markup: str) -> Article:
    return html.extract(markup, Source(Path("page.html")))


def test_the_story_comes_out_one_paragraph_a_line() -> None:
    text = extract(page()).text
    assert [n for n in range(1, 7) if f"item {n} of" in text] == list(range(1, 7))
    assert text.count("\n") >= 5
    assert "Home" not in text


def test_json_ld_gives_authors_date_publisher_and_bio() -> None:
    head = """<script type="application/ld+json">{"@graph": [
      {"@type": "NewsArticle", "headline": "Council &amp; court", "inLanguage": "en-GB",
       "datePublished": "2023-05-09T13:39:00+02:00", "author": [{"@id": "#p"}],
       "publisher": {"@type": "Organization", "name": "The Example"}},
      {"@type": "Person", "@id": "#p", "name": "Ann Writer",
       "description": "Ann Writer covers local government for The Example."}]}</script>"""
    article = extract(page(head=head))
    assert article.title == "Council & court"
    assert article.authors == ("Ann Writer",)
    assert article.outlet == "The Example"
    assert article.language == "en"
    assert article.published_at == datetime(2023, 5, 9, 11, 39, tzinfo=UTC)
    assert article.bio == "Ann Writer covers local government for The Example."


@pytest.mark.parametrize(
    "stated", ["Council votes - The Example", "Watch: council votes", "Council votes | The Example"]
)
def test_the_headline_that_the_page_shows_is_the_title(stated: str) -> None:
    assert extract(page(head=f'<meta property="og:title" content="{stated}">')).title == (
        "Council votes"
    )


def test_the_byline_that_the_page_shows_is_asked_when_the_tags_name_the_outlet() -> None:
    head = (
        '<meta property="og:site_name" content="The Example">'
        '<meta name="author" content="The Example">'
    )
    byline = '<div class="article-byline">By Ann Miller and Bob Reed</div>'
    shown = page(head=head).replace("</h1>", f"</h1>{byline}")
    assert extract(shown).authors == ("Ann Miller", "Bob Reed")
    assert extract(page(head=head)).authors == ("The Example",)


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "null",
        "[" * 100_000,
        '{"@type": "NewsArticle", "author": 5, "publisher": [], "datePublished": {}}',
        '{"@type": ["NewsArticle", 3], "author": [null, {"name": [1]}], "headline": ["x"]}',
        '{"@graph": {"@graph": {"@graph": []}}, "mainEntity": 7}',
        '{"@type": "NewsArticle", "headline": "\\ud800", "author": "\\u0000"}',
    ],
)
def test_bad_json_ld_never_raises_and_logs_nothing(
    script: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        article = extract(page(head=f'<script type="application/ld+json">{script}</script>'))
    assert "item 3 of" in article.text
    assert not article.violations()
    assert not caplog.records


@pytest.mark.parametrize(
    "stated",
    [
        "By Ann Writer and Bob Reader",
        "Ann Writer, Bob Reader",
        "Ann Writer; Bob Reader (bob@example.org)",
    ],
)
def test_a_stated_author_line_is_one_name_an_entry(stated: str) -> None:
    article = extract(page(head=f'<meta name="author" content="{stated}">'))
    assert [name.split(" (")[0] for name in article.authors] == ["Ann Writer", "Bob Reader"]


@pytest.mark.parametrize(
    "place",
    [
        "<footer><p>{}</p></footer>",
        "<aside>{}</aside>",
        "<figure><img src='x'><figcaption>{}</figcaption></figure>",
        "<div class='small-print'><span>{}</span></div>",
        "<section><em>{}</em></section>",
    ],
)
def test_a_notice_that_extraction_drops_is_put_back(place: str) -> None:
    notice = "Disclaimer: this is a satire site and every story on it is made up."
    text = extract(page(place.format(notice))).text
    assert text.count(notice) == 1
    assert text.index("item 6 of") < text.index(notice)


def test_a_notice_above_the_story_stands_above_it() -> None:
    notice = "Sponsored content: paid for by a company that sells pumps."
    markup = page().replace("<article>", f"<aside><small>{notice}</small></aside><article>")
    text = extract(markup).text
    assert text.index(notice) < text.index("item 1 of")


def test_notices_of_others_stay_out() -> None:
    body = (
        "<div class='comments'><p>lol this is satire and you all fell for it</p></div>"
        "<div class='related-stories'><p>Is it satire? Ten sites that fooled us</p></div>"
        "<nav><p>Sponsored content partners</p></nav>"
    )
    assert "satire" not in extract(page(body)).text


@pytest.mark.parametrize("name", ["author-bio", "about-the-author", "post_author_box", "bio"])
def test_an_author_box_becomes_the_bio(name: str) -> None:
    bio = "Ann Writer is a reporter who covers councils and courts for The Example."
    article = extract(page(f"<div class='{name}'><h3>Ann Writer</h3><p>{bio}</p></div>"))
    assert bio in article.bio or bio in article.text
    assert (article.bio + article.text).count(bio) == 1


def test_declared_charsets_are_read_as_browsers_read_them(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    markup = page("<footer>Disclaimer: “Größe” is fictional here</footer>")
    path.write_bytes(markup.replace("<head>", '<head><meta charset="ISO-8859-1">').encode("cp1252"))
    (received,) = intake.read(path)
    assert received.article is not None
    assert "“Größe”" in received.article.text


@pytest.mark.parametrize("charset", ["", '<meta charset="no-such">', '<meta charset="punycode">'])
def test_undeclared_bytes_are_refused_rather_than_guessed(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page("<p>Größe</p>", charset).encode("cp1252"))
    (received,) = intake.read(path)
    assert isinstance(received.error, UnreadableInput)
    assert "0xf6" in str(received.error)


@pytest.mark.parametrize("markup", ["", "<html></html>", "<p>", "<!-- -->", "\x01"])
def test_a_page_without_an_article_is_refused(tmp_path: Path, markup: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(markup, encoding="utf-8")
    (received,) = intake.read(path)
    assert isinstance(received.error, UnreadableInput)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000,
        "<p><b>" * 20_000,
        "<table><tr><td>" * 5_000,
        "<p class='" + "author-bio " * 100_000 + "'>x",
        '<script type="application/ld+json">{</script>' * 5_000,
        "<" * 100_000,
        "a<br>" * 10_000,
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>&b;&b;",
    ],
)
def test_hostile_markup_gives_an_article_or_a_refusal(body: str) -> None:
    try:
        article = extract(page(body))
    except CaveatError:
        return
    assert len(article.text) < 1_000_000


@pytest.mark.parametrize(
    "stated", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2999-01-01", "1066-10-14"]
)
def test_a_date_that_no_news_has_is_not_known(tmp_path: Path, stated: str) -> None:
    path = tmp_path / "a.html"
    head = f"<meta property='article:published_time' content='{stated}'>"
    path.write_text(page("", head), encoding="utf-8")
    (received,) = intake.read(path)
    assert received.article is not None
    assert received.article.published_at is None


@pytest.mark.parametrize(
    "link",
    [
        "<link rel=canonical href='javascript:history.back()'>",
        "<meta property='og:url' content='https://example .org/'>",
        "<meta property='og:url' content='http:///'>",
    ],
)
def test_an_address_that_is_none_is_not_known(tmp_path: Path, link: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("", link), encoding="utf-8")
    (received,) = intake.read(path)
    assert received.article is not None
    assert received.article.url == ""


def test_a_broken_page_writes_nothing_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with pytest.raises(UnreadableInput):
        extract("<html><frameset><frame src=x></frameset></html>")
    assert caplog.text == ""


def test_a_sentence_is_no_author() -> None:
    stated = "Ann Lee and what the council said of the plan for the harbour on the day before"
    assert authors.cleaned([stated.replace(" and", "")], "") == ()
    assert authors.cleaned(["Ann Lee"], "") == ("Ann Lee",)


def test_many_tags_of_many_attributes_are_refused_before_they_are_parsed() -> None:
    full = "<p " + " ".join(f"a{i}" for i in range(900)) + ">x</p>"
    assert extract(page(full)).text
    with pytest.raises(TooLarge, match="hundreds of attributes"):
        extract(page(full * 30))


def test_hostile_sizes_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(TooLarge, match="attributes"):
        extract(page("<p " + " ".join(f"a{i}='<'" for i in range(50_000)) + ">x</p>"))
    with pytest.raises(TooLarge, match="elements"):
        extract(page("<i></i>" * (html.MAX_ELEMENTS + 1)))
