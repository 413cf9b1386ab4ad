"""Units of measure and currencies: names, signs and conversion to SI.

Factors are exact definitions (NIST Special Publication 811, appendix B; ISO 4217 for currencies).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from caveat.values.classes import words


@dataclass(frozen=True, slots=True)
class Unit:
    """``si`` = stated x ``factor`` + ``offset``, in ``symbol``; ``name`` is singular."""

    name: str
    symbol: str
    factor: float
    offset: float = 0.0


_MILE = 1609.344
_FOOT = 0.3048
POUND = 0.45359237
_GALLON = 3.785411784e-3

_TABLE: Final[tuple[tuple[str, str, float, str], ...]] = (
    # name, symbol, factor, spellings beside the name itself and its plural
    ("kilometre", "m", 1e3, "kilometer kilometers kilometres km kms"),
    ("metre", "m", 1.0, "meter meters metres m mtr"),
    ("decimetre", "m", 0.1, "decimeter decimeters decimetres dm"),
    ("centimetre", "m", 1e-2, "centimeter centimeters centimetres cm cms"),
    ("millimetre", "m", 1e-3, "millimeter millimeters millimetres mm"),
    ("micrometre", "m", 1e-6, "micrometer micrometers micron microns µm μm"),
    ("nanometre", "m", 1e-9, "nanometer nanometers nm"),
    ("mile", "m", _MILE, "miles mi"),
    ("nautical mile", "m", 1852.0, "nautical_miles nmi"),
    ("yard", "m", 0.9144, "yards yd yds"),
    ("foot", "m", _FOOT, "feet ft foot"),
    ("inch", "m", 0.0254, "inches inch"),
    ("light year", "m", 9.4607304725808e15, "light_years light-year light-years lightyears"),
    ("square kilometre", "m2", 1e6, "square_kilometers square_kilometer km2 km² sq_km sqkm"),
    ("square metre", "m2", 1.0, "square_meters square_meter square_metres m2 m² sq_m sqm"),
    ("square mile", "m2", _MILE * _MILE, "square_miles sq_miles sq_mi sq_mile"),
    ("square foot", "m2", _FOOT * _FOOT, "square_feet sq_ft sqft square_foot"),
    ("square yard", "m2", 0.83612736, "square_yards"),
    ("square inch", "m2", 0.00064516, "square_inches"),
    ("square centimetre", "m2", 1e-4, "square_centimeters square_centimeter cm2 cm²"),
    ("hectare", "m2", 1e4, "hectares ha"),
    ("acre", "m2", 4046.8564224, "acres"),
    ("cubic metre", "m3", 1.0, "cubic_meters cubic_meter cubic_metres m3 m³ cbm"),
    ("cubic foot", "m3", _FOOT**3, "cubic_feet cu_ft cubic_foot"),
    ("cubic inch", "m3", 1.6387064e-5, "cubic_inches"),
    ("cubic yard", "m3", 0.764554857984, "cubic_yards"),
    ("cubic mile", "m3", _MILE**3, "cubic_miles"),
    ("cubic centimetre", "m3", 1e-6, "cubic_centimeters cubic_centimetres cc cm3 cm³"),
    ("litre", "m3", 1e-3, "liter liters litres l ltr"),
    ("millilitre", "m3", 1e-6, "milliliter milliliters millilitres ml"),
    ("gallon", "m3", _GALLON, "gallons gal"),
    ("barrel", "m3", 42 * _GALLON, "barrels bbl"),
    ("pint", "m3", _GALLON / 8, "pints"),
    ("cup", "m3", _GALLON / 16, "cups"),
    ("fluid ounce", "m3", _GALLON / 128, "fluid_ounces fl_oz"),
    ("teaspoon", "m3", _GALLON / 768, "teaspoons tsp"),
    ("tablespoon", "m3", _GALLON / 256, "tablespoons tbsp"),
    ("tonne", "kg", 1e3, "tonnes metric_ton metric_tons mt t"),
    ("ton", "kg", 1e3, "tons"),
    ("kilogram", "kg", 1.0, "kilograms kilogramme kilogrammes kg kgs kilo kilos"),
    ("gram", "kg", 1e-3, "grams gramme grammes g gr"),
    ("milligram", "kg", 1e-6, "milligrams mg"),
    ("microgram", "kg", 1e-9, "micrograms microgramme microgrammes µg μg mcg"),
    ("pound", "kg", POUND, "lb lbs"),
    ("ounce", "kg", POUND / 16, "ounces oz"),
    ("stone", "kg", 14 * POUND, ""),
    ("carat", "kg", 2e-4, "carats"),
    ("kilometre per hour", "m/s", 1 / 3.6, "km/h kph kmh kmph km/hr km_per_hour km_an_hour"),
    ("kilometre per hour", "m/s", 1 / 3.6, "kilometers_per_hour kilometer_per_hour"),
    ("kilometre per hour", "m/s", 1 / 3.6, "kilometers_an_hour kilometres_an_hour"),
    ("kilometre per hour", "m/s", 1 / 3.6, "kilometres_per_hour"),
    ("mile per hour", "m/s", _MILE / 3600, "miles_per_hour miles_an_hour mph mi/h"),
    ("metre per second", "m/s", 1.0, "meters_per_second metres_per_second m/s"),
    ("kilometre per second", "m/s", 1e3, "kilometers_per_second kilometres_per_second km/s"),
    ("foot per second", "m/s", _FOOT, "feet_per_second ft/s"),
    ("knot", "m/s", 1852 / 3600, "knots kt kts"),
    ("kilowatt", "W", 1e3, "kilowatts kw"),
    ("megawatt", "W", 1e6, "megawatts mw"),
    ("gigawatt", "W", 1e9, "gigawatts gw"),
    ("terawatt", "W", 1e12, "terawatts tw"),
    ("watt", "W", 1.0, "watts"),
    ("horsepower", "W", 745.6998715822702, "hp bhp"),
    ("kilowatt hour", "J", 3.6e6, "kilowatt_hours kwh kilowatt-hours kilowatt-hour"),
    ("megawatt hour", "J", 3.6e9, "megawatt_hours mwh megawatt-hours megawatt-hour"),
    ("gigawatt hour", "J", 3.6e12, "gigawatt_hours gwh gigawatt-hours"),
    ("terawatt hour", "J", 3.6e15, "terawatt_hours twh terawatt-hours"),
    ("joule", "J", 1.0, "joules"),
    ("kilojoule", "J", 1e3, "kilojoules kj"),
    ("calorie", "J", 4184.0, "calories kcal kilocalories"),
    ("pascal", "Pa", 1.0, "pascals"),
    ("hectopascal", "Pa", 100.0, "hectopascals hpa millibar millibars"),
    ("volt", "V", 1.0, "volts"),
    ("kilovolt", "V", 1e3, "kilovolts kv"),
    ("hertz", "Hz", 1.0, "hz"),
    ("kilohertz", "Hz", 1e3, "khz"),
    ("megahertz", "Hz", 1e6, "mhz"),
    ("gigahertz", "Hz", 1e9, "ghz"),
    ("bit", "bit", 1.0, "bits"),
    ("kilobit", "bit", 1e3, "kilobits kbit kb"),
    ("megabit", "bit", 1e6, "megabits mbit"),
    ("gigabit", "bit", 1e9, "gigabits gbit"),
    ("byte", "bit", 8.0, "bytes"),
    ("kilobyte", "bit", 8e3, "kilobytes"),
    ("megabyte", "bit", 8e6, "megabytes mb"),
    ("gigabyte", "bit", 8e9, "gigabytes gb"),
    ("terabyte", "bit", 8e12, "terabytes tb"),
    ("decibel", "dB", 1.0, "decibels db"),
    ("kelvin", "K", 1.0, "kelvins"),
    ("radian", "rad", 1.0, "radians rad"),
    ("dot per inch", "/m", 1 / 0.0254, "dpi ppi"),
)  # fmt: skip

_CELSIUS = Unit("degree Celsius", "K", 1.0, 273.15)
_FAHRENHEIT = Unit("degree Fahrenheit", "K", 5 / 9, 459.67 * 5 / 9)
_DEGREE = Unit("degree", "degree", 1.0)
_TEMPERATURES: Final = {
    "degrees celsius": _CELSIUS, "celcius": _CELSIUS, "degrees celcius": _CELSIUS,
    "farenheit": _FAHRENHEIT, "degrees farenheit": _FAHRENHEIT, "degree celsius": _CELSIUS,
    "deg celsius": _CELSIUS,
    "degrees centigrade": _CELSIUS, "celsius": _CELSIUS, "centigrade": _CELSIUS, "°c": _CELSIUS,
    "degrees c": _CELSIUS, "deg c": _CELSIUS, "℃": _CELSIUS, "degree c": _CELSIUS,
    "º c": _CELSIUS, "° c": _CELSIUS, "ºc": _CELSIUS, "˚c": _CELSIUS,
    "degrees fahrenheit": _FAHRENHEIT, "degree fahrenheit": _FAHRENHEIT, "℉": _FAHRENHEIT,
    "deg fahrenheit": _FAHRENHEIT, "fahrenheit": _FAHRENHEIT, "°f": _FAHRENHEIT,
    "degrees f": _FAHRENHEIT, "deg f": _FAHRENHEIT, "ºf": _FAHRENHEIT, "˚f": _FAHRENHEIT,
    "° f": _FAHRENHEIT, "degrees": _DEGREE, "degree": _DEGREE, "°": _DEGREE, "deg": _DEGREE,
    "º": _DEGREE, "˚": _DEGREE, "degs": _DEGREE,
}  # fmt: skip


def _unit_words() -> dict[str, Unit]:
    words: dict[str, Unit] = dict(_TEMPERATURES)
    for name, symbol, factor, spellings in _TABLE:
        unit = Unit(name, symbol, factor)
        for spelling in (name, f"{name}s", *(s.replace("_", " ") for s in spellings.split())):
            words.setdefault(spelling, unit)
    return words


UNIT_WORDS: Final = _unit_words()

_SIGNS: Final = {
    "$": "USD?", "us$": "USD", "u.s.$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "r$": "BRL",
    "mx$": "MXN", "mex$": "MXN", "mxn$": "MXN", "j$": "JMD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "rs": "INR",
    "rs.": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₦": "NGN",
    "₱": "PHP", "฿": "THB", "₫": "VND", "₿": "BTC", "₾": "GEL", "₭": "LAK", "₡": "CRC",
    "₵": "GHS", "rm": "MYR", "cn¥": "CNY",
}  # fmt: skip

_ISO = words(
    "USD EUR GBP JPY CNY INR AUD CAD NZD CHF SEK NOK DKK PLN CZK HUF RON BGN RUB UAH TRY "
    "ILS SAR AED QAR KWD BHD OMR EGP ZAR NGN KES GHS TZS UGX BRL MXN ARS CLP COP PEN UYU "
    "BOB KRW TWD HKD SGD MYR IDR THB PHP VND PKR BDT LKR NPR IRR IQD SYP LBP JOD MAD TND "
    "DZD LYD ISK RMB"
)

_IN_MILLIONS: Final = words("USD EUR GBP SEK NOK DKK CHF CAD AUD")

_NAMED: Final = {
    "USD?": "dollar dollars buck bucks", "USD": "us_dollars us_dollar u.s._dollars u.s._dollar "
    "american_dollars united_states_dollars united_states_dollar",
    "EUR": "euro euros", "GBP": "pounds_sterling pound_sterling british_pounds british_pound quid "
    "sterling",
    "JPY": "yen japanese_yen", "CNY": "yuan renminbi chinese_yuan",
    "INR": "indian_rupees indian_rupee", "INR?": "rupees rupee",
    "PKR": "pakistani_rupees pakistani_rupee",
    "LKR": "sri_lankan_rupees", "NPR": "nepalese_rupees",
    "AUD": "australian_dollars australian_dollar aussie_dollars",
    "CAD": "canadian_dollars canadian_dollar", "NZD": "new_zealand_dollars",
    "HKD": "hong_kong_dollars", "SGD": "singapore_dollars", "TWD": "taiwan_dollars",
    "CHF": "swiss_francs swiss_franc", "CHF?": "francs franc",
    "SEK": "swedish_kronor swedish_krona swedish_crowns swedish_crown",
    "SEK?": "kronor krona",
    "NOK": "norwegian_kroner norwegian_krone norwegian_crowns norwegian_crown",
    "DKK": "danish_kroner danish_krone danish_crowns danish_crown", "DKK?": "kroner krone",
    "ISK": "icelandic_kronur icelandic_krona icelandic_crowns", "PLN": "zloty zlotys zlotych",
    "CZK": "koruna korunas koruny czech_koruna czech_crowns czech_crown", "CZK?": "crowns",
    "SKK": "slovak_koruna slovak_crowns", "EEK": "estonian_kroons kroons estonian_crowns",
    "HUF": "forint forints", "RUB": "roubles rouble rubles ruble russian_rubles",
    "UAH": "hryvnia hryvnias", "TRY": "lira liras turkish_lira", "ILS": "shekels shekel",
    "SAR": "riyals riyal saudi_riyals", "AED": "dirhams dirham", "ZAR": "rand rands",
    "EGP": "egyptian_pounds egyptian_pound", "LBP": "lebanese_pounds lebanese_pound",
    "SYP": "syrian_pounds syrian_pound", "SDG": "sudanese_pounds sudanese_pound",
    "SSP": "south_sudanese_pounds", "IEP": "irish_pounds irish_pound punts",
    "NGN": "naira", "KES": "kenyan_shillings", "KES?": "shillings shilling", "BRL": "reais real",
    "MXN": "mexican_pesos mexican_peso", "MXN?": "pesos peso", "PHP": "philippine_pesos "
    "philippine_peso", "ARS": "argentine_pesos", "CLP": "chilean_pesos", "COP": "colombian_pesos",
    "KRW": "won south_korean_won",
    "IDR": "rupiah", "THB": "baht", "MYR": "ringgit", "VND": "dong", "BDT": "taka",
    "IRR": "rials rial", "DEM": "deutsche_marks deutschmarks german_marks marks d-marks",
    "FRF": "french_francs", "ITL": "italian_lire lire", "GBp": "pence penny",
    "USc": "cents cent", "BTC": "bitcoin bitcoins btc",
    "NLG": "guilder guilders dutch_guilders", "ESP": "peseta pesetas",
    "FIM": "markka finnish_markka",
}  # fmt: skip


def _currency_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for code, names in _NAMED.items():
        for name in names.split():
            words.setdefault(name.replace("_", " "), code)
    return words


CURRENCY_SIGNS: Final = _SIGNS | {f"{code.lower()}$": code for code in _ISO if code[2] == "D"}
CURRENCY_WORDS: Final = _currency_words()
CURRENCY_CODES: Final = {code.lower(): ("CNY" if code == "RMB" else code) for code in _ISO} | {
    f"m{code.lower()}": f"M{code}" for code in _IN_MILLIONS
}

# The currencies that go by one name; "MXN?" is a peso whose country is not said.
ONE_NAME: Final = {
    "MXN?": frozenset(["MXN", "ARS", "CLP", "COP", "PHP", "UYU"]),
    "INR?": frozenset(["INR", "PKR", "LKR", "NPR"]),
    "CHF?": frozenset(("CHF", "FRF")),
    "KES?": frozenset(["KES", "UGX", "TZS"]),
    "SEK?": frozenset(["SEK", "ISK"]),
    "DKK?": frozenset(["DKK", "NOK"]),
    "CZK?": frozenset(["CZK", "SEK", "NOK", "DKK", "ISK", "SKK", "EEK"]),
    "USD?": frozenset(["USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "JMD"]),
}

# Hundredths of a main currency and the millions of financial shorthand ("30 MUSD"): the currency
# that is compared, and how much of it one is.
MINOR_UNITS: Final = {"USc": ("USD?", 0.01), "GBp": ("GBP", 0.01)} | {
    f"M{code}": (code, 1e6) for code in _IN_MILLIONS
}
