"""Spanish, French, German, Portuguese, Italian and Dutch: full dates, figures, shares and money.

Relative dates, weekdays' tenses and numbers in words are read in English alone.
"""

from __future__ import annotations

from typing import Any, Final

from caveat.values.classes import words
from caveat.values.lexicons import Lexicon, build
from caveat.values.model import Bound
from caveat.values.units import CURRENCY_CODES, CURRENCY_SIGNS

_MONTHS: Final = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
_DAYS: Final = {
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
_OF: Final = {"es": "de del", "fr": "", "de": "", "pt": "de do", "it": "", "nl": ""}
_TO: Final = {"es": "a al", "fr": "au", "de": "bis", "pt": "a ao", "it": "al", "nl": "tot"}
_THE: Final = {"es": "el", "fr": "le", "de": "der den dem", "pt": "o", "it": "il", "nl": "de"}
# Thousand, million, milliard, billion (long scale).
_SCALES: Final = {
    "es": "mil:3 millón:6 millones:6 billón:12 billones:12",
    "fr": "mille:3 million:6 millions:6 milliard:9 milliards:9",
    "de": "tausend:3 million:6 millionen:6 mio:6 milliarde:9 milliarden:9 mrd:9 billionen:12",
    "pt": "mil:3 milhão:6 milhões:6 bilhão:9 bilhões:9 mil_milhões:9",
    "it": "mila:3 milione:6 milioni:6 miliardo:9 miliardi:9",
    "nl": "duizend:3 miljoen:6 miljard:9 biljoen:12",
}
_PERCENT: Final = {
    "es": "por ciento", "fr": "pour cent", "de": "prozent", "pt": "por cento",
    "it": "per cento", "nl": "procent",
}  # fmt: skip
_HEDGES: Final = {
    "es": "al menos/más de/casi/unos/hasta", "fr": "au moins/plus de/près de/environ/jusqu'à",
    "de": "mindestens/mehr als/fast/etwa/bis zu", "pt": "pelo menos/mais de/quase/cerca de/até",
    "it": "almeno/più di/quasi/circa/fino a", "nl": "minstens/meer dan/bijna/ongeveer/tot",
}  # fmt: skip
_BOUNDS: Final = (Bound.AT_LEAST, Bound.MORE_THAN, Bound.NEARLY, Bound.ABOUT, Bound.AT_MOST)
_CURRENCIES: Final = {
    "euro": "EUR", "euros": "EUR", "dólares": "USD?", "dollars": "USD?", "dollar": "USD?",
    "dollari": "USD?", "libras": "GBP", "sterline": "GBP", "francs": "CHF", "franken": "CHF",
    "franchi": "CHF", "pesos": "MXN?", "reais": "BRL",
}  # fmt: skip


def european(language: str) -> Lexicon:
    """The lexicon of one of the six. Raises KeyError for another language."""
    scales = (entry.split(":") for entry in _SCALES[language].split())
    tables: dict[str, dict[str, Any]] = {
        "hedge": dict(zip(_HEDGES[language].split("/"), _BOUNDS, strict=True)),
        "month": {m: i + 1 for i, m in enumerate(words(_MONTHS[language]))},
        "weekday": {d: i for i, d in enumerate(words(_DAYS[language]))},
        "of": dict.fromkeys(words(_OF[language]), 1),
        "to": dict.fromkeys(words(_TO[language]), 1),
        "the": dict.fromkeys(words(_THE[language]), 1),
        "magnitude": {word.replace("_", " "): float(10 ** int(n)) for word, n in scales},
        "percent": {_PERCENT[language]: 1, "%": 1},
        "currency_sign": CURRENCY_SIGNS | CURRENCY_CODES,
        "currency": _CURRENCIES,
    }
    return build(
        language,
        tables,
        upper=frozenset(CURRENCY_CODES),
        decimal_comma=True,
        dotted_days=language == "de",
    )
