"""Notices that stand above or below the story, with a lost subject, in every language."""

from __future__ import annotations

from functools import cache

import pytest

from caveat.document import Article, parse
from caveat.evidence import Scope
from caveat.rules import RuleScan
from caveat.signals.base import Context
from caveat.signals.disclaimer import SIGNAL


@cache
def _scan() -> RuleScan:
    return RuleScan(SIGNAL.rules)


def _own(text: str, language: str) -> dict[str, Scope]:
    document = parse(Article("a", text, language=language))
    evidence = SIGNAL.find(Context(document, _scan().hits(document))).evidence
    own = (Scope.ARTICLE, Scope.SITE)
    return {e.kind: e.scope for e in evidence if e.weight and e.scope in own}


STORY = {
    "de": "Der Gemeinderat von Altmoor hat am Dienstag beschlossen, das alte Depot zu verkaufen.",
    "fr": "Le conseil municipal de Valbreuil a décidé mardi de vendre le vieux dépôt de bus.",
    "es": "El ayuntamiento de Valdelirio decidió el martes vender la antigua cochera de autobuses.",
    "ru": "Совет посёлка Заречный решил во вторник продать старое автобусное депо за рекой.",
    "ar": "قرر مجلس بلدية الوادي يوم الثلاثاء بيع محطة الحافلات القديمة بعد أن أظهر الفحص تصدعات.",
}


@pytest.mark.parametrize(
    ("language", "notice", "kind", "scope"),
    [
        ("de", "Das Vorstehende ist eine Parodie.", "satire", Scope.ARTICLE),
        ("de", "Die Geschichte ist frei erfunden.", "fiction", Scope.ARTICLE),
        ("de", "Der Altmoorer Kurier ist Satire.", "satire", Scope.SITE),
        ("fr", "L'article est une parodie.", "satire", Scope.ARTICLE),
        ("fr", "La Gazette du Poireau est une satire.", "satire", Scope.SITE),
        ("es", "Este es un artículo satírico.", "satire", Scope.ARTICLE),
        ("es", "El Heraldo del Nabo es sátira.", "satire", Scope.SITE),
        ("ru", "Статья является пародией.", "satire", Scope.ARTICLE),
        ("ar", "القصة من نسج الخيال.", "fiction", Scope.ARTICLE),
    ],
)
def test_it_counts_below_the_story_and_above_it_and_not_inside(
    language: str, notice: str, kind: str, scope: Scope
) -> None:
    story = STORY[language]
    assert _own(f"{story}\n\n{notice}", language) == {kind: scope}
    assert _own(f"{notice}\n\n{story}", language) == {kind: scope}
    assert _own(f"{story}\n\n{notice}\n\n{story}", language) == {}


@pytest.mark.parametrize(
    ("language", "notice", "kind"),
    [
        ("de", "Aus dem Dänischen mit DeepL übersetzt.", "machine_translated"),
        ("de", "Es handelt sich um ein rein hypothetisches Szenario.", "hypothetical"),
        ("de", "Einige Szenen wurden nachgestellt.", "dramatised"),
        ("ar", "ترجم هذا النص من الفرنسية آليا.", "machine_translated"),
        ("ar", "هذا السيناريو تخيلي.", "hypothetical"),
        ("hi", "इस खबर का अनुवाद अंग्रेज़ी से मशीन द्वारा किया गया है।", "machine_translated"),
        ("zh", "本文由机器从法语翻译而成。", "machine_translated"),
        ("ko", "AI가 번역한 글입니다.", "machine_translated"),
    ],
)
def test_notices_as_outlets_word_them(language: str, notice: str, kind: str) -> None:
    assert set(_own(notice, language)) == {kind}


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("de", "Dieser Text wurde mithilfe von KI erstellt und von der Redaktion geprüft."),
        ("es", "Este texto fue redactado con ayuda de IA y revisado por un editor."),
        ("fr", "Cet article a été rédigé avec l'aide de l'IA et relu par un journaliste."),
        ("pt", "Este texto foi escrito com a ajuda de IA e revisado por um editor."),
        ("nl", "Dit artikel is geschreven met hulp van AI en gecontroleerd door een redacteur."),
        ("pl", "Ten tekst powstał przy pomocy AI i został sprawdzony przez redaktora."),
    ],
)
def test_help_that_people_checked_is_told_as_such(language: str, notice: str) -> None:
    document = parse(Article("a", notice, language=language))
    (piece,) = SIGNAL.find(Context(document, _scan().hits(document))).evidence
    assert piece.kind == "ai_generated"
    assert "checked" in piece.why
    assert piece.confidence <= 0.5


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("ar", "تمت إعادة كتابة هذا الخبر بواسطة الذكاء الاصطناعي."),
        ("hi", "यह खबर एआई द्वारा फिर से लिखी गई है।"),
        ("id", "Berita ini ditulis ulang oleh AI."),
        ("ko", "이 기사는 AI에 의해 재작성되었습니다."),
        ("tr", "Bu haber yapay zeka tarafından yeniden yazıldı."),
    ],
)
def test_a_machine_that_rewrote_is_not_told_as_the_author(language: str, notice: str) -> None:
    assert set(_own(notice, language)) == {"machine_edited"}
