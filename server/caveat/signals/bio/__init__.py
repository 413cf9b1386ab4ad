"""The bio signal: the author's own bio does not fit the story.

Decisions where the policy is silent:

- A bio claims what it says the author writes about now; posts held before and studies only speak
  for a fit, never against one. A claim to all news ("breaking news reporter") fits everything.
- Neighbouring fields fit (``near`` in fields.toml): politics and war, science and health.
- A word of the headline in the bio ("Apple", "Brookhaven") is a fit, whatever the fields say.
- With several authors each bio that does not fit is evidence, and weighs less the more there are;
  beside a bio that fits or claims nothing it counts half.
- An author whose bio states a trade (reporter, writer) and pastimes only is generic; a
  bio of pastimes alone is off-topic under hard news.
- Whether what a bio claims is foreign to the story is a probability (``odds``) of what words say of
  both and, where the classifier is installed and reads the language, of both texts' topics.
- Under soft stories (travel, food, arts) a bio from another field counts half.
"""

from __future__ import annotations

from collections.abc import Sequence

from caveat.document import Document, SectionKind
from caveat.evidence import Evidence, Finding, Status, finding
from caveat.questions import Question
from caveat.rules import Rule
from caveat.signals.base import Context
from caveat.signals.bio import topics
from caveat.signals.bio.claims import Part, Told, told
from caveat.signals.bio.distance import Strain, Texts, strain, texts
from caveat.signals.bio.fields import words
from caveat.signals.bio.fit import Fit, judge, misfit, odds

_LANGUAGES = ("en", "de")
_VERSION = "3"
# What a misfit counts beside an author who fits.
_BESIDE = 0.5
# Shorter names, and those that stand in many bios and headlines, tie no bio to a story.
_SHORTEST = 4
_COMMON = (
    "news times post daily journal magazine press media world national university college school "
    "america american united states city street north south east west twitter editor reporter "
    "writer award awards january february march april june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday redakteur redakteurin autor "
    "autorin journalist jahre jahren universität zeitung arbeit thema themen leben"
)
_COMMON_WORDS = frozenset(_COMMON.split())


class BioSignal:
    """Whether the author's bio fits the story. Pure; reads en and de."""

    name = "bio"
    description = "The author's own bio does not fit the story"
    version = _VERSION
    kinds: tuple[str, ...] = ("off_topic_bio",)
    languages: tuple[str, ...] = _LANGUAGES
    needs_related = False
    rules: Sequence[Rule] = ()

    def questions(self, context: Context) -> Sequence[Question]:
        """The topics of the story and of each bio that words do not settle as fitting."""
        return [
            q for fit, held in _judged(context.document) if fit.in_doubt for q in held.questions
        ]

    def find(self, context: Context) -> Finding:
        """SKIPPED without a bio, a story or a language it reads; FOUND when no bio fits."""
        document = context.document
        if not document.bios:
            return _skipped("no author bio on the page")
        language = document.language[:2].lower()
        if language not in _LANGUAGES:
            return _skipped(f"bios are read in en and de, and this article is in {language!r}")
        judged = _judged(document)
        if not judged:
            return _skipped("no word of the story tells its topic")
        sure = [
            (fit, misfit(fit, _strain(context, fit, held) if fit.in_doubt else None))
            for fit, held in judged
        ]
        misfits = [(fit, confidence) for fit, confidence in sure if confidence > 0]
        # Who fits beside them speaks for the story.
        weight = (_BESIDE if len(misfits) < len(sure) else 1.0) / max(len(misfits), 1) ** 0.5
        return finding(self.name, [_evidence(document, *pair, weight) for pair in misfits])

    def asked(self, document: Document) -> list[Question]:
        """What ``strains`` wants answered: the topics of the story and of every bio."""
        return [question for _, held in _judged(document) for question in held.questions]

    def strains(self, context: Context) -> list[float]:
        """How likely each bio is not to fit, whatever is reported: for whoever measures it."""
        return [odds(fit, far) for fit, far in self.weighed(context) if far is not None]

    def weighed(self, context: Context) -> list[tuple[Fit, Strain | None]]:
        """What words and topics say of each bio: for whoever learns from it."""
        return [(fit, _strain(context, fit, held)) for fit, held in _judged(context.document)]


def _strain(context: Context, fit: Fit, held: Texts) -> Strain | None:
    if context.vectors is None:
        return None
    return strain(context.vectors, context.answers, held, fit.claimed)


def _judged(document: Document) -> list[tuple[Fit, Texts]]:
    """What words say of each bio, and the texts whose topics are held against one another.

    Nothing in a language that is not read, and where no word of the story tells its topic.
    """
    language = document.language[:2].lower()
    if not document.bios or language not in _LANGUAGES:
        return []
    paragraphs = _paragraphs(document)
    shares = topics.shares(_headline(document), paragraphs, language)
    if not shares:
        return []
    story = "\n".join([_headline(document), *paragraphs])
    found = []
    for bio in document.bios:
        sentences = told(document, bio, language)
        if not sentences:
            continue
        fit = judge(sentences, shares, _shared(document, sentences))
        found.append((fit, texts(document, bio, sentences, story)))
    return found


def _evidence(document: Document, fit: Fit, confidence: float, weight: float) -> Evidence:
    return Evidence(
        span=fit.span,
        text=document.text(fit.span),
        kind="off_topic_bio",
        rule=f"bio.{fit.rule}@{_VERSION}",
        why=fit.why,
        confidence=confidence,
        weight=weight,
    )


def _shared(document: Document, bio: Sequence[Told]) -> bool:
    """Whether a name of the headline (a place, a company) stands in what the bio says of work."""
    headline = {w.text for w in words(_headline(document))} - _COMMON_WORDS
    headline -= {w.text for name in document.article.authors for w in words(name)}
    headline -= {w.text for b in document.bios for w in words(b.author)}
    for sentence in bio:
        if sentence.part is Part.PASTIME:
            continue
        text = document.text(sentence.span)
        for word in words(text)[1:]:
            if word.text in headline and len(word.text) >= _SHORTEST and text[word.start].isupper():
                return True
    return False


def _skipped(reason: str) -> Finding:
    return Finding("bio", Status.SKIPPED, reason=reason)


def _headline(document: Document) -> str:
    return "\n".join(
        document.text(s.span) for s in document.sections if s.kind is SectionKind.HEADLINE
    )


def _paragraphs(document: Document) -> list[str]:
    return [document.text(s.span) for s in document.sections if s.kind is SectionKind.BODY]


SIGNAL = BioSignal()
