"""News agencies, under every name by which copy credits them.

The list is data: one agency a line, its folded key, then its names as written. A name in
capitals is an acronym and is matched in capitals only ("AP", never "Ap"); any other is matched as
written or wholly in capitals ("Reuters", "REUTERS"). Some are plain words or places too ("PA",
"AP"): a mention is a credit only where a credit can stand (see ``credit``).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

AGENCIES: dict[str, tuple[str, ...]] = {
    "reuters": ("Reuters", "Thomson Reuters"),
    "ap": ("Associated Press", "The Associated Press", "AP"),
    "afp": ("Agence France-Presse", "Agence France Presse", "AFP"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur", "dpa-AFX"),
    "ani": ("Asian News International", "ANI"),
    "pti": ("Press Trust of India", "PTI"),
    "ians": ("Indo-Asian News Service", "IANS"),
    "uni": ("United News of India", "UNI"),
    "xinhua": ("Xinhua", "Xinhua News Agency", "新华社"),
    "bloomberg": ("Bloomberg", "Bloomberg News"),
    "efe": ("Agencia EFE", "EFE"),
    "europapress": ("Europa Press",),
    "kyodo": ("Kyodo", "Kyodo News", "共同通信"),
    "jiji": ("Jiji Press", "Jiji"),
    "yonhap": ("Yonhap", "Yonhap News Agency", "연합뉴스"),
    "tass": ("TASS", "Itar-Tass", "ITAR-TASS", "ТАСС"),
    "ria": ("RIA Novosti", "РИА Новости"),
    "interfax": ("Interfax", "Интерфакс"),
    "ansa": ("ANSA",),
    "adnkronos": ("Adnkronos",),
    "anadolu": ("Anadolu Agency", "Anadolu", "Anadolu Ajansı"),
    "upi": ("United Press International", "UPI"),
    "pa": ("Press Association", "PA Media", "PA", "PA news agency"),
    "aap": ("Australian Associated Press", "AAP"),
    "cp": ("Canadian Press", "The Canadian Press"),
    "apa": ("Austria Presse Agentur",),
    "sda": ("Keystone-SDA", "SDA"),
    "anp": ("ANP",),
    "belga": ("Belga",),
    "ritzau": ("Ritzau",),
    "ntb": ("NTB",),
    "tt": ("TT Nyhetsbyrån",),
    "stt": ("STT-Lehtikuva",),
    "pap": ("PAP", "Polska Agencja Prasowa"),
    "ctk": ("ČTK", "CTK"),
    "mti": ("MTI",),
    "lusa": ("Lusa", "Agência Lusa"),
    "agenciabrasil": ("Agência Brasil",),
    "antara": ("Antara",),
    "bernama": ("Bernama",),
    "vna": ("Vietnam News Agency",),
    "cna": ("Central News Agency",),
    "irna": ("IRNA",),
    "isna": ("ISNA",),
    "mehr": ("Mehr News Agency",),
    "sana": ("SANA",),
    "spa": ("Saudi Press Agency",),
    "wam": ("WAM",),
    "petra": ("Petra News Agency",),
    "mena": ("Middle East News Agency",),
    "nna": ("National News Agency",),
    "kcna": ("KCNA", "Korean Central News Agency"),
    "ukrinform": ("Ukrinform",),
    "unian": ("UNIAN",),
    "app": ("Associated Press of Pakistan",),
    "bss": ("Bangladesh Sangbad Sangstha",),
    "nan": ("News Agency of Nigeria",),
    "gna": ("Ghana News Agency",),
    "sanews": ("SAnews.gov.za",),
    "zenit": ("ZENIT",),
    "cns": ("Catholic News Service",),
    "rns": ("Religion News Service",),
    "sns": ("States News Service",),
    "knight": ("Tribune News Service", "Tribune Content Agency", "TNS"),
    "fieldlevel": ("Field Level Media",),
}

_KEYS: dict[str, str] = {
    form: key
    for key, names in AGENCIES.items()
    for name in names
    for form in ((name,) if name.isupper() else (name, name.upper()))
}
# Longest first: RE2 takes the leftmost alternative that matches, and "PA Media" must beat "PA".
NAMES = "|".join(re2.escape(n) for n in sorted(_KEYS, key=lambda n: (-len(n), n)))


@cache
def _mention() -> Any:
    return re2.compile(NAMES)


def key_of(name: str) -> str:
    """The key of an agency by one of its names as written, "" when it is none."""
    return _KEYS.get(" ".join(name.split()), "")


def mentions(text: str) -> list[tuple[int, int, str]]:
    """Every agency name in a text as ``(start, end, key)``, in code points, whole words only."""
    found: list[tuple[int, int, str]] = []
    for match in _mention().finditer(text):
        start, end = match.span()
        # RE2 has neither look-around nor a word boundary that knows more than ASCII.
        if (start and _in_word(text[start - 1])) or (end < len(text) and _in_word(text[end])):
            continue
        found.append((start, end, _KEYS[match.group()]))
    return found


def _in_word(c: str) -> bool:
    return c.isalnum() or c in "@#_"
