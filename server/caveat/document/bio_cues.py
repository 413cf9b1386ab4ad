"""The cues by which a line of a page is told for an author's bio, and weighed (en, de)."""

from __future__ import annotations

import re2

# Code points: a longer line is no name, or says more than a name and a beat.
LONGEST_NAME = 60
_SHORT = 240
# What a way to reach the author adds.
_REACH = 1.5

_PART = r"\p{Lu}[\pL'’\-]*\.?"
_SMALL = r"(?:(?:de|da|dos|del|della|di|du|la|le|van|von|der|den|ten|ter|bin|al|el|y) )*"
NAME = rf"{_PART}(?: {_SMALL}{_PART}){{0,4}}"
TITLES = r"(?:, (?:Ph\.?D\.?|M\.?D\.?|RN|RD|CLC|CFA|CPA|Jr\.?|Sr\.?|MPH|MS|MBA|Esq\.?))*"
WRITES = (
    r"(?i:journalist|reporter|correspondent|columnist|(?:copy|screen|sports ?|ghost)?writer|editor|"
    r"editor-in-chief|contributor|blogger|author|producer|critic|freelancer|novelist|broadcaster|"
    r"newscaster|presenter|anchor|copywriter|storyteller|"
    r"Journalist(?:in)?|(?:Chef)?[Rr]edakteur(?:in)?|[\pL-]*(?:redakteur|journalist|autor|reporter|"
    r"korrespondent|blogger|kritiker|volontär|kolumnist)(?:in)?|Autor(?:in)?|Reporter(?:in)?|"
    r"Korrespondent(?:in)?|Volontär(?:in)?|Kolumnist(?:in)?|Ressortleiter(?:in)?|"
    r"Werkstudent(?:in)?)"
)
_EXPERT = (
    r"(?i:professor|fellow|lecturer|researcher|analyst|economist|historian|scientist|lawyer|"
    r"attorney|physician|consultant|director|co-?founder|founder|ceo|president|ambassador|coach|"
    r"chef|engineer|specialist|expert|strategist|student|librarian|fact-checker|"
    r"enthusiast|Professor(?:in)?|Experte|Expertin|Leiter(?:in)?|Gründer(?:in)?|Anwalt|Anwältin|"
    r"Geschäftsführer(?:in)?|Wissenschaftler(?:in)?|Berater(?:in)?)"
)
_IS = (
    r"(?:is|was|has been|works as|worked as|serves as|ist|war|arbeitet als|arbeitet seit|schreibt|"
    r"’s|'s)"
)
# A heading on the bio's own line, emphasis marks and greetings before a bio.
_INLINE = (
    r"(?:(?:(?i:bio(?:graphy)?|(?:about|meet) (?:the |our )?(?:authors?|writers?|reporters?|"
    r"contributors?|columnists?|journalists?)|(?:author|writer)(?:['’]s)? (?:bio(?:graphy)?|"
    r"info(?:rmation)?|profile)|über (?:den autor|die autor(?:in|en|innen)|mich)|about me|"
    r"zur person|"
    r"autoren?info))(?: ?[:|–—-])[_*]{0,3} ?)"
)
_LEAD = (
    rf"(?:[_*]+ ?)?(?:{_INLINE}|(?:Author|Writer|Autor(?:in)?): )?"
    r"(?:(?:Hi|Hello|Hallo|Hey)[,!]? )?"
)
# A heading on the bio's own line: "About the author: Sara is ..."
INLINE_HEADING = re2.compile(rf"^(?:[_*]+ ?)?{_INLINE}")
_SUBJECT = rf"(?P<subject>He|She|They|Sie|Er|I|Ich|{NAME}){TITLES}"
_OPENS = re2.compile(
    rf"^{_LEAD}(?:Author: |By |About (?:the author: )?)?{_SUBJECT},? "
    r"(?:also |currently )?(?:\pL+(?:s|ed|t|te)|has|have|had|am|bin|war|['’]s) "
)
ROLE = re2.compile(
    rf"^{_LEAD}(?:Author: |By )?{_SUBJECT},? (?:{_IS}|am|bin|['’]m) "
    rf"[^.!?]{{0,120}}?\b{WRITES}s?\b"
)
_EXPERT_ROLE = re2.compile(
    rf"^{_LEAD}{_SUBJECT},? (?:{_IS}|am|bin|['’]m) [^.!?]{{0,120}}?\b{_EXPERT}\b"
)
_DOES = (
    r"(?:covers|writes|reports|blogs|edits|runs|leads|oversees|specializes|specialises|joined|"
    r"(?:has|have) (?:covered|written|reported|worked|been (?:writing|covering|reporting))|"
    r"cover|write|report|review|schreibt|berichtet|studierte|studiert|arbeitet|leitet|betreut|"
    r"beschäftigt sich|volontierte|lehrt)"
)
_COVERS = re2.compile(
    rf"^{_LEAD}{_SUBJECT},? "
    rf"(?:(?:currently|also|mainly|mostly|primarily|previously) )?{_DOES}\b"
)
_FRAGMENT_PATTERN = (
    rf"^(?:(?:An? |The )?(?:\pL[\pL'’\-]*,? ){{0,5}}{WRITES}\b|"
    r"Schreibt (?:seit|über|für)\b|"
    r"(?:Covers|Covering|Writes|Writing about|Reports on|Reporting on) )"
)
FRAGMENT = re2.compile(_FRAGMENT_PATTERN)
_FRAGMENT_LATER = re2.compile(
    r"[.!] (?:Writes|Covers|Covering|Reports|Tweets|Schreibt|Berichtet|Writing) "
)
_FIRST_PERSON = re2.compile(r"^(?:Hi[,!]? |Hallo[,!]? )?(?:I|I['’]m|I am|I['’]ve|Ich|My|Mein) ")
# What is said of an author's work rather than of the author: "Sara's journey in journalism".
_WORK = re2.compile(
    rf"^{_LEAD}(?:{NAME}['’]s?|My|Meine?) (?:\pL+ ){{0,2}}"
    r"(?:job|reporting|writing|coverage|beat|articles|stories|bylines?|column|journalism|career|"
    r"journey|work)\b"
)
# A name and a beat: "covers courts for The Example."
_ON_A_BEAT = re2.compile(
    rf"^{_LEAD}{_SUBJECT},? (?:(?:currently|also|mainly|mostly|primarily) )?"
    r"(?:covers|writes about|reports on|specializes in|specialises in|has covered|"
    r"has been (?:covering|writing about|reporting on)|cover|write about|report on|"
    r"schreibt (?:seit \d{4} )?über|berichtet (?:seit \d{4} )?über)\b"
)
# A role at an outlet, and that is all: "is a courts reporter for The Example."
_POST = re2.compile(
    rf"^[^.!?]{{0,160}}?\b{WRITES}s? "
    r"(?:for|at|with|of|bei|beim|für|im|in der) (?:the |The )?\p{Lu}"
)
# Cheap and anchored: what most paragraphs of a story fail.
OPENING = re2.compile(
    rf"^{_LEAD}(?:Author: |By )?{_SUBJECT},? (?:{_IS}|am|bin|['’]m|(?:(?:currently|also|"
    rf"mainly|mostly|primarily|previously) )?{_DOES})\b|^(?:{NAME}['’]s?|My|Meine?) \pL|"
    rf"{_FRAGMENT_PATTERN}"
)
_BEAT = re2.compile(
    r"(?i)\b(?:covers|covering|specializ(?:es|ing) in|specialis(?:es|ing) in|writes (?:about|on|"
    r"for)|"
    r"writing about|reports (?:on|about|for|from)|reporting on|focus(?:es|ing)? (?:is )?on|"
    r"(?:with|has) a focus on|i (?:cover|write about|report on)|who covers|beat\b|"
    r"schreibt (?:über|für|vor allem|seit)|berichtet (?:über|für|aus)|schwerpunkte?n?\b|"
    r"beschäftigt sich|spezialisiert auf|zuständig für|themen(?:gebiete)?:)"
)
_CAREER = re2.compile(
    r"(?i)\b(?:previously|prior to|formerly|before joining|joined \pL+|since joining|"
    r"(?:his|her|their|my) (?:work|writing|journalism|stories|articles|career|reporting|bylines?)|"
    r"(?:has|have) (?:worked|written|reported|covered|been (?:published|featured))|"
    r"(?:is|was) based in|years(?: of|['’])? experience|years as an?|graduated|graduate of|"
    r"degree in|studied|award-winning|(?:is the )?author of|freelance|portfolio|"
    r"zuvor|davor|volontariat|volontierte|studierte|hat .{0,40} studiert|arbeitete|seit (?:19|"
    r"20)\d\d)"
)
CONTACT = re2.compile(
    r"(?i)(?:\bfollow (?:him|her|them|me|\pL+) (?:on|at|@)|\btweets? (?:at|as)?\s?@|"
    r"\b(?:can be )?(?:reached|contacted) (?:at|by|via)|\be-?mail(?: \pL+)?(?: at)?:? \S+@|"
    r"\S+@[\w-]+\.\w+|(?:^|\s)@\w{3,}|\b(?:news|story|send) tips\b|\blinkedin\b|"
    r"\bon (?:twitter|x|instagram|threads|mastodon|bluesky)\b|\berreichen sie\b|"
    r"\bmore (?:stories )?by \p{Lu})"
)
PRIVATE = re2.compile(
    r"(?i)\b(?:lives in|(?:lives|resides) with|spare time|free time|(?:when|if) (?:he|she|they|"
    r"i)['’]?"
    r"(?:s|re|m| is| are| am)? not|when not|outside (?:of )?(?:the )?(?:work|office)|enjoys|"
    r"loves to|"
    r"you can find (?:him|her|them|me)|(?:mother|father|mom|mum|dad|parent) of|"
    r"lebt (?:in|mit)|freizeit|leidenschaft)\b"
)
HEADING = re2.compile(
    r"(?i)^(?:about (?:the |our )?(?:authors?|writers?|reporters?|contributors?|me)|"
    r"(?:the )?authors?(?: bio(?:graphy)?)?|author information|meet (?:the )?(?:authors?|writers?)|"
    r"written by|contributors?|über (?:den|die) autor(?:in|en|innen)?|zur person|autoren?info|"
    r"autor(?:in|en)?|über mich|bio)\s*:?$|"
    r"^(?-i:(?:About|Über) \p{Lu}[\p{Ll}'’\-]+(?: \p{Lu}[\pL'’\-]+){0,3})$"
)
NAME_LINE = re2.compile(
    rf"^(?:(?:By|Author:|Written by|Von|Text:|Autor(?:in)?:) )?(?P<name>{NAME}){TITLES}$"
)
BY_LINE = re2.compile(rf"^(?:By|BY|Written by|Von|Author:|Text:) (?P<name>{NAME})")
AND = re2.compile(r" (?:and|und|&) |, ")
# What a page says of a person in the news, and what nobody says of an author.
_NEWS = (
    r"\b(?:said|says|told|died|dies|killed|arrested|charged|convicted|sentenced|accused|"
    r"survived by|funeral|passed away|obituary|appeared in court|testified|pleaded|according to|"
    r"announced|sagte|starb|verstarb|festgenommen|angeklagt|laut)\b"
)
IN_THE_NEWS = re2.compile(rf"(?i){_NEWS}")
NEWS = re2.compile(rf"(?i){_NEWS}|[“”\"„«»]\s?(?-i:\p{{Lu}})[^“”\"„«»]{{40,}}")
# Subjects that are outlets, offices and things, and words that open a sentence.
_NOT_PERSONS = (
    "The This That These Those It We You There Here What When Where Who How Why If In On At As And "
    "But Or For From With By After Before Since While Although Our Your His Her Its Their My A An "
    "Times News Post Guardian Press Journal Media Agency Reuters Magazine Herald Tribune Network "
    "Radio Television TV Group University Institute Center Centre Foundation Council Company Inc "
    "Corp Department Ministry Government Police Court Party Team Staff Editors Desk Newsroom "
    "Society Association Committee Bank Fund Act Der Die Das Ein Eine Es Wir Im Am Am Bei Nach "
    "Today Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday More Read Share "
    "World Politics Business Sports Sport Opinion Related Latest Home Subscribe Advertisement "
    "Advertisements Comments Photo Image Video Watch Nobody Somebody Someone Everybody Everyone "
    "Anybody Anyone Nothing Many Most Some Few Several All Both Each Two Three Half Critics "
    "Experts Niemand Alle Viele"
)
_NOBODY = frozenset(_NOT_PERSONS.split())
PRONOUNS = frozenset({"He", "She", "They", "Sie", "Er"})
FIRST = frozenset({"I", "Ich"})


def tells_of_author(text: str) -> bool:
    """Whether a passage that a page sets apart for its author tells anything of a person."""
    told = weigh(text) - (_REACH if CONTACT.search(text) else 0.0)
    return told >= 1.0 or _FIRST_PERSON.match(text) is not None


def weigh(text: str) -> float:
    """How much a line alone reads like a bio."""
    score = 0.0
    if ROLE.search(text):
        score += 3.0 if _POST.search(text) else 2.0
    elif len(text) < _SHORT and _ON_A_BEAT.search(text):
        score += 2.5
    elif (
        _WORK.search(text)
        or _COVERS.search(text)
        or _EXPERT_ROLE.search(text)
        or FRAGMENT.search(text)
    ):
        score += 1.5
    if _BEAT.search(text):
        score += 1.0
    if _CAREER.search(text):
        score += 1.0
    if CONTACT.search(text):
        score += _REACH
    if PRIVATE.search(text):
        score += 1.0
    if score and NEWS.search(text):
        score -= 3.0
    return score


def subject_of(text: str) -> str:
    """Whom the line's first sentence is about, "" when it does not open with a person."""
    head = text[:200]
    found = ROLE.match(head) or _COVERS.match(head)
    if not found and not FRAGMENT.match(head) and not HEADING.match(head):
        found = _OPENS.match(head)
    return found.group("subject") if found else ""


def is_nobody(subject: str) -> bool:
    """Whether what opens a line is an outlet, an office or a common word, not a person."""
    tokens = subject.split()
    return tokens[0] in _NOBODY or tokens[-1] in _NOBODY


def same_person(one: str, other: str) -> bool:
    """Whether one name is the other's first or last part, or shares both: "Sara", "Sara Lee"."""
    first, second = one.casefold().split(), other.casefold().split()
    if not first or not second:
        return False
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0] or first[-1] == second[-1]
    return first[-1] == second[-1] and first[0][0] == second[0][0]


def names_subject(above: str, text: str) -> bool:
    """Whether a line is a name and the text below opens with that person."""
    if len(above) > LONGEST_NAME:
        return False
    named = NAME_LINE.match(above)
    if named is None or is_nobody(named.group("name")):
        return False
    name = named.group("name")
    subject = subject_of(text)
    if subject and subject not in PRONOUNS and subject not in FIRST:
        return same_person(name, subject)
    if " " not in name:
        return False
    # A name of two parts stands over a pronoun, the first person, a fragment, or a sentence
    # of which it is the subject; over anything else it is a heading of the story's own.
    head = text[:200]
    return (
        subject != ""
        or FRAGMENT.match(head) is not None
        or _FRAGMENT_LATER.search(head) is not None
        or any(f", {part} " in head for part in name.split())
    )
