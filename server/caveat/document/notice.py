"""Lines in which the page speaks of itself: corrections, editor's notes, disclaimers."""

from __future__ import annotations

import re2

_LONGEST = 1_200
_OPENING = re2.compile(
    r"^[\s\[(*_—–\-~•>|]{0,4}(?:"
    r"disclaimer|legal notice|(?:editor'?s?|editors'|publisher'?s?|author'?s?|writer'?s?) note|editor'?s?:|note to (?:editors|readers)|correction|clarification|retraction|"
    r"(?:please )?note(?: that)? ?:|please note that|advertorial|sponsored (?:by|post|content)|paid (?:post|partnership|content)|press release|"
    r"(?:the )?(?:above|foregoing|following|preceding|present) (?:article|story|report|text|piece|post|content)|"
    r"this (?:edited|rewritten|fictional|satirical|article|story|report|post|page|piece|content|text|column|version|is a (?:work of )?(?:fiction|fictional|satir|parod|paid|sponsored|rewritten|press release|generated|machine|translat))"
    r"|nota (?:de(?:l| la) (?:editor|redacción|redaktion)|aclaratoria|legal|da redação|do editor)|descargo de responsabilidad|aviso(?: legal)?|aclaración|este (?:artículo|artigo|texto|contenido|conteúdo)|esta (?:noticia|notícia|matéria|nota|información|historia)"
    r"|avertissement|note de la rédaction|ndlr|cet article|ce (?:texte|contenu)|cette (?:histoire|information)"
    r"|hinweis|anmerkung der redaktion|anm\. d\. red|haftungsausschluss|dieser (?:artikel|text|beitrag|inhalt)|diese (?:meldung|geschichte)"
    r"|nota della redazione|ndr|avvertenza|questo (?:articolo|testo|contenuto)|questa (?:notizia|storia)"
    r"|noot van de redactie|opmerking(?: van de redactie)?|dit (?:artikel|bericht|verhaal|stuk)|deze (?:tekst|inhoud)"
    r"|od redakcji|uwaga|zastrzeżenie|ten (?:artykuł|tekst|materiał)|niniejsz[yae]"
    r"|catatan(?: redaksi)?|penafian|artikel ini|berita ini|tulisan ini|konten ini"
    r"|editörün notu|uyarı|not:|bu (?:haber|makale|yazı|içerik|metin)"
    r"|примечание(?: редакции)?|от редакции|дисклеймер|внимание[:!]|эта (?:статья|новость|публикация)|этот (?:текст|материал)|данн(?:ая статья|ый материал|ый текст)"
    r"|примітка(?: редакції)?|від редакції|увага[:!]|ця (?:стаття|новина|публікація)|цей (?:текст|матеріал)"
    r"|ملاحظة|تنويه|تنبيه|إخلاء مسؤولية|هذا (?:المقال|الخبر|النص|المحتوى)|هذه (?:القصة|المادة)"
    r"|अस्वीकरण|डिस्क्लेमर|संपादक की टिप्पणी|नोट ?:|यह (?:लेख|कहानी|खबर|रिपोर्ट|सामग्री)"
    r"|免責事項|注意|編集部注|おことわり|※|この(?:記事|物語|文章|コンテンツ)|本(?:記事|文|文章|新闻|新聞|稿|故事|内容)|免责声明|免責聲明|编者按|編者按|声明|聲明|此(?:文|新闻)|这篇|该文|편집자 ?주|알림|이 (?:기사|글|이야기|콘텐츠)|본 (?:기사|글|콘텐츠)|면책"
    r")"
)
# "This article" opens ordinary prose too; a notice says what was done to the text or what it is.
_LABEL_ONLY = re2.compile(
    r"^[\s\[(*_—–\-~•>|]{0,4}(?:this (?:article|story|report|post|page|piece|content|text|column|version)\b|(?:the )?(?:above|foregoing|following|preceding|present) )"
)
_DONE_TO_IT = re2.compile(
    r"fiction|satir|parod|humou?r|generat|artificial|\bai\b|automat|machine|translat|edited|rewrit|sponsor|paid|partner|advert|press release|opinion|views? (?:of|expressed)|"
    r"correct|updat|amend|clarif|verif|name[sd]? (?:has|have|were|was)|imagin|invent|hypothe|not (?:real|true|actual)|purpose|originally|first (?:appeared|published)|publish|produced|written by|copyright|disclaimer|accura|entertain|dramati|archiv|years? old|reflect"
)


def is_notice(text: str) -> bool:
    """Whether a line is the page's word about itself, by how it opens and what it speaks of.

    Whether it declares anything is the disclaimer signal's question; this only keeps the line out
    of the story.
    """
    if len(text) > _LONGEST:
        return False
    folded = text.lower().replace("’", "'")
    if _OPENING.search(folded) is None:
        return False
    return _LABEL_ONLY.search(folded) is None or _DONE_TO_IT.search(folded) is not None
