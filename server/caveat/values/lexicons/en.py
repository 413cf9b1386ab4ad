"""English."""

from __future__ import annotations

from caveat.values.classes import words
from caveat.values.lexicons import Tables, build, en_quantities, spread
from caveat.values.units import CURRENCY_CODES, CURRENCY_SIGNS, CURRENCY_WORDS, UNIT_WORDS

_MONTHS = words(
    "january february march april may june july august september october november december"
)
_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_TEENS = words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_UNITS = words("one two three four five six seven eight nine")
_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth"
)
_TENS_ORDINALS = words(
    "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
)

_months = {m: i + 1 for i, m in enumerate(_MONTHS)}
_weekdays = {d: i for i, d in enumerate(_WEEKDAYS)}
_plural_days = {d + "s": i for i, d in enumerate(_WEEKDAYS)}
_weekdays |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_short_days = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}

_cardinals: dict[str, float] = {"zero": 0, "forteen": 14}
_cardinals |= {w: i + 1 for i, w in enumerate(_UNITS)}
_cardinals |= {w: i + 10 for i, w in enumerate(_TEENS)}
_cardinals |= {w: 10 * i + 20 for i, w in enumerate(_TENS)}
_ordinals: dict[str, float] = {w: i + 1 for i, w in enumerate(_ORDINALS)}
_ordinals |= {w: 10 * i + 20 for i, w in enumerate(_TENS_ORDINALS)}
_high = {
    "hundredth": 100,
    "thousandth": 1e3,
    "millionth": 1e6,
    "billionth": 1e9,
    "trillionth": 1e12,
}

_fractions = {w + "s": i + 1.0 for i, w in enumerate(_ORDINALS) if i > 1}
_fractions |= {w + "s": v for w, v in _high.items()}

_decades = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60}
_decades |= {"seventies": 70, "eighties": 80, "nineties": 90, "noughties": 0}

# Zones as offsets from UTC in minutes. CST and IST are read as news in English uses them.
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180,
    "msk": 180, "ist": 330, "pkt": 300, "wib": 420, "sgt": 480, "hkt": 480, "jst": 540,
    "kst": 540, "aest": 600, "aedt": 660, "acst": 570, "awst": 480, "nzst": 720, "nzdt": 780,
    "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420,
    "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480, "akst": -540, "hst": -600,
    "art": -180, "brt": -180, "sast": 120, "eat": 180, "wat": 60, "gst": 240,
}  # fmt: skip

_TABLES: Tables = {
    "season": (
        ("SP", "spring | springtime"),
        ("SU", "summer | summertime"),
        ("FA", "autumn | fall"),
        ("WI", "winter | wintertime"),
    ),
    "unit": (
        ("day", "day | days | workday | workdays | business day | business days | working day"),
        ("day", "working days"),
        ("week", "week | weeks | wk | wks"),
        ("weekend", "weekend | weekends"),
        ("fortnight", "fortnight | fortnights"),
        ("month", "month | months | mths | mth | calendar month"),
        ("year", "year | years | yr | yrs | school year | academic year | calendar year"),
        ("decade", "decade | decades"),
        ("century", "century | centuries"),
        ("weekday", "weekday | weekdays"),
        ("season", "season | seasons"),
        ("semester", "semester"),
        ("millennium", "millennium"),
    ),
    "clock_unit": (
        (3600, "hour | hours | hr | hrs | h"),
        (60, "minute | minutes | min | mins"),
        (1, "seconds | sec | secs"),
        (0.001, "millisecond | milliseconds"),
    ),
    "daypart": (
        ("MO", "morning | mornings | dawn"),
        ("AF", "afternoon | afternoons"),
        ("EV", "evening | evenings | dusk"),
        ("NI", "night | nights | overnight | night time | nighttime"),
        ("MI", "lunchtime"),
        ("DT", "daytime"),
    ),
    "clock_word": (
        (43200, "noon | midday | noontime"),
        (0, "midnight"),
    ),
    "deictic": (
        ((0, ""), "today"),
        ((-1, ""), "yesterday"),
        ((1, ""), "tomorrow"),
        ((0, "NI"), "tonight"),
        ((-2, ""), "the day before yesterday | day before yesterday"),
        ((2, ""), "the day after tomorrow | day after tomorrow"),
    ),
    "reference": (
        ("PRESENT_REF", "now | currently | right now | at the moment | nowadays | presently"),
        ("PRESENT_REF", "these days"),
        ("PRESENT_REF", "at present | at this point | at this time | the present"),
        ("PAST_REF", "recently | lately | in recent times | the recent past"),
        ("FUTURE_REF", "in the future | in future | the future | the near future"),
    ),
    "next": (
        (1, "next | coming | following | upcoming | the next"),
    ),
    "last": (
        (-1, "last | latest | most recent | past | previous | prior | preceding"),
    ),
    "this": (
        (0, "this | current | these | same"),
        (-1, "this past"),
    ),
    "modifier": (
        ("START", "early | early in | beginning of | start of | early part of | the beginning of"),
        ("START", "the start of | the early part of | the early"),
        ("MID", "mid | midway through | middle of | the middle of | the mid"),
        ("END", "late | late in | end of | latter part of | close of | the end of"),
        ("END", "the latter part of | the late | latter half of"),
    ),
    "earlier": (
        (-1, "earlier"),
        (1, "later"),
    ),
    "ago": (
        (-1, "ago | beforehand | before now | back"),
    ),
    "hence": (
        (1, "from now | hence | from today | afterwards | from then"),
    ),
    "half_day": (
        (0, "am | a.m | a.m."),
        (12, "pm | p.m | p.m."),
    ),
    "oclock": (
        (0, "o'clock | oclock | o’clock"),
    ),
    "holiday": (
        ((12, 25), "christmas | christmas day | xmas"),
        ((12, 24), "christmas eve"),
        ((12, 26), "boxing day"),
        ((1, 1), "new year's day | new year’s day | new years day | new year"),
        ((12, 31), "new year's eve | new year’s eve | new years eve"),
        ((2, 14), "valentine's day | valentine’s day"),
        ((10, 31), "halloween"),
        ((7, 4), "independence day"),
        ((5, 1), "may day | labour day"),
        ((4, 1), "april fools"),
        ((3, 17), "st patrick's day | st. patrick's day"),
        ((11, 11), "veterans day | armistice day"),
        ((6, 19), "juneteenth"),
        ((7, 14), "bastille day"),
        ((4, 22), "earth day"),
        ((2, 2), "groundhog day"),
        ((5, 5), "cinco de mayo"),
        (("labor",), "labor day"),
        (("memorial",), "memorial day"),
        (("thanksgiving",), "thanksgiving | thanksgiving day"),
        (("easter", 0), "easter | easter sunday"),
        (("easter", 1), "easter monday"),
        (("easter", -2), "good friday"),
        (("easter", -7), "palm sunday"),
        (("easter", -46), "ash wednesday"),
        (("mlk",), "martin luther king day | mlk day"),
        (("mother",), "mother's day | mothers day"),
        (("father",), "father's day | fathers day"),
        (("presidents",), "presidents day | presidents' day"),
        (("columbus",), "columbus day"),
        (("black friday",), "black friday"),
        (("cyber monday",), "cyber monday"),
    ),
    "fiscal": (
        (1, "fiscal | fiscal year | financial year | fy"),
    ),
    "every": (
        (1, "every | each | per"),
        (2, "every other"),
    ),
    "adverb_set": (
        ("P1D", "daily | nightly | everyday"),
        ("P1W", "weekly"),
        ("P1M", "monthly"),
        ("P1Y", "yearly | annually"),
        ("P2W", "biweekly | bi-weekly | fortnightly"),
        ("PT1H", "hourly"),
        ("P2M", "bimonthly | bi-monthly"),
        ("P0.5Y", "semi-annually | semiannually | semi-annual | semiannual"),
        ("P0.5Y", "twice yearly | twice-yearly"),
    ),
    "and": (
        (1, "and | &"),
        (0, "or"),
    ),
    "of": (
        (1, "of"),
    ),
    "the": (
        (1, "the"),
    ),
    "a": (
        (1, "a | an | another"),
    ),
    "from": (
        (1, "from"),
    ),
    "between": (
        (1, "between"),
    ),
    "to": (
        (1, "to | through | thru"),
    ),
    "starting": ((1, "starting | beginning | commencing"),),
    "since": (
        (1, "since"),
    ),
    "by": (
        (0, "by | not later than | no later than"),
        (-1, "before | prior to"),
    ),
    "after": (
        (1, "after | later than"),
    ),
    "until": (
        (0, "until | till | til | up until"),
    ),
    "within": (
        (1, "within"),
        (0, "during | in the space of"),
    ),
    "in": (
        (1, "in"),
    ),
    "on": (
        (1, "on"),
    ),
    "at": (
        (1, "at | @"),
    ),
    "preposition": (
        (1, "for | as of"),
    ),
    "future": (
        (1, "will | shall | won't | won’t | 'll | scheduled | due | expected | plans | plan"),
        (1, "planned | intends | to be | set to | would | ahead of | hopes | forecast | starts"),
        (1, "going to | it'll | i'll | they'll | he'll | we'll | begins | opens | must | should"),
        (1, "expects | projected | could | might | may | is to | are to"),
    ),
    "past": (
        (1, "was | were | had | did | said | has | have | been | told | announced | made | took"),
        (1, "came | went | died | killed | began | rose | fell | won | lost | left | reported"),
        (1, "became | ended | started | opened | arrested"),
    ),
}  # fmt: skip

LEXICON = build(
    "en",
    {
        **spread(en_quantities.TABLES),
        "month": _months,
        "weekday": _weekdays,
        "weak_weekday": _short_days,
        "weekday_plural": _plural_days,
        "weak_month": {m[:3]: i + 1 for i, m in enumerate(_MONTHS) if m != "may"} | {"sept": 9},
        "quarter": {f"q{n}": n for n in range(1, 5)} | {"h1": -1, "h2": -2},
        "decade": _decades,
        "zone": {**_ZONES, "local time": None},
        "fraction": _fractions,
        **spread(_TABLES),
        "comma": {"|": 1, "·": 1, "•": 1},
        "currency_sign": CURRENCY_SIGNS | CURRENCY_CODES,
        "currency": CURRENCY_WORDS,
        "measure": UNIT_WORDS,
        "word_number": _cardinals,
        "ordinal": _ordinals,
        "high_ordinal": _high,
    },
    upper=frozenset(_ZONES) - {"gmt", "utc"}
    | {"fy"}
    | frozenset(CURRENCY_CODES) - {"usd", "eur", "gbp", "rmb"},
    ordinal_suffixes=frozenset({"st", "nd", "rd", "th"}),
    weak_months=frozenset({"may", "march"}),
)
