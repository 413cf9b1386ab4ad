"""The shapes of dates, times, durations and quantities. See ``caveat.values.classes``."""

from __future__ import annotations

from functools import cache

from caveat.values.grammar import Grammar

_NUM = "<day|short_year|year|number|word_number>"
_DAY = "<day|ordinal>"
_MON = "<month|weak_month>"
_WD = "<weekday>"
_ANY_WD = "<weekday|weak_weekday>"
_TIME_UNIT = "<unit|clock_unit|quarter_word>"
_DASH = "<dash|spaced_dash>"
_OPEN_NUM = f"(?:{_NUM}|<several>|<vague> <of>?)"

_MONTH_DAY = f"<the>? {_MON} <the>? {_DAY} (?:(?:<comma>|<of>|<in>)? <year>)?"
_DAY_MONTH = f"<the>? {_DAY} (?:<of> <the>?)? {_MON} (?:(?:<comma>|<of>|<in>)? <year>)?"
_DASHED = (
    f"(?:<day> <dash> {_MON} (?:<dash> <year|short_year|day>)?"
    f" | {_MON} <dash> <day> | <year> (?:<dash> {_MON} <dash> | <slash>"
    f" {_MON} <slash>) <day|ordinal>)"
)
_THIS_MONTH = "(?:<the>? (?:<ordinal> <of>?|<day> <of>) <the>? <next|last|this> <unit>)"
_SLASHED = f"(?:<day> <slash> {_MON} | {_MON} <slash> <day>) (?:<slash> <year>)?"
_FULL = f"(?:{_MONTH_DAY} | {_DAY_MONTH} | {_DASHED} | {_SLASHED} | <iso> | {_THIS_MONTH})"
_SHIFT = "<next|last|this>"
_REL = (
    f"<the>? (?:{_SHIFT} (?:<unit> | <quarter_word> | <season> | <holiday> | <month> | {_WD})"
    f" | <next|last> <weak_month>)"
)
_MOD = f"(?:<the>? <modifier> (?:{_DASH}|<the>|<in>|<of>)?|<earlier> <on|the|in>? <the>?)"
_MONTH = (
    f"(?:{_MON} (?:<comma>|<of>|<in>)? (?:<year>|<the>? {_SHIFT} <unit>)"
    f" | <year> <dash|comma>? {_MON} | {_MON} <dash> <year>)"
)
_SEASON = f"(?:<the>? <season> (?:<of>? (?:<year>|<the>? {_SHIFT} <unit>)))"
_QUARTER = (
    "(?:<the>? (?:<this|last|next>)? (?:<ordinal> <dash>? | <last>) (?:<fiscal>)?"
    " (?:<quarter_word|half>)"
    "  (?:(?:<of>|<in>|<comma>)? (?:<the>? <fiscal>? <year> | <the>? <next|last|this>"
    " <unit|fiscal>))?"
    " | <the>? <next|last|this> <unit> (?:<ordinal>|<last>) <dash>? (?:<quarter_word|half>)"
    " | <the>? (?:<year>|<fiscal> <year>) <ordinal> <dash>? (?:<quarter_word|half>)"
    " | (?:<year> <dash>?)? <quarter> (?:<of>|<comma>|<slash>|<dash>)? <year>?"
    " | <half> (?:<of>)? <year>)"
)
_FISCAL = "(?:<the>? <next|last|this>? <fiscal> (?:<year>|<short_year>)?)"
_NTH = (
    f"(?:<the>? (?:<ordinal>|<last>) (?:<unit>|{_WD}) (?:<of>|<in>)?"
    f" (?:{_MONTH}|<the>? {_MON}|<the>? {_SHIFT} <unit>|<year>|<the> <unit>))"
)
_WEEKDAY = (
    f"(?:<the>? {_SHIFT}? {_ANY_WD} (?:<comma>|<open>|<the>)? (?:<comma>|<the>)? {_FULL} <close>?"
    f" | {_FULL} <comma>? <open>? {_ANY_WD} <close>?"
    f" | {_ANY_WD} (?:<comma>|<of>)? <the>? (?:<ordinal>|{_SHIFT} <unit>)"
    f" | {_SHIFT} <unit> (?:<on>)? {_WD})"
)
_DEICTIC = "(?:<deictic>)"
_CENTURY = f"(?:{_MOD}? <the>? <ordinal|high_ordinal> <dash>? <unit>)"
_DAYLIKE = (
    f"(?:{_FULL} | {_WEEKDAY} | {_WD} | {_DEICTIC} | <the>? {_SHIFT} {_WD} | <holiday>"
    f" <comma>? <year>?)"
)
_PARTED = (
    f"(?:{_DAYLIKE} (?:<comma>? <in> <the>|<comma>)? (?:<modifier> <dash>?)? <daypart>"
    f" | {_WD} <daypart> {_SHIFT} <unit>"
    f" | <the>? {_SHIFT} <daypart> | (?:<modifier> <dash>?)? <the>? <daypart>"
    f" (?:<of>|<on>|<comma>)? <the>? {_DAYLIKE}"
    f" | <earlier|modifier> <this> <daypart>"
    f" | <modifier> {_DAYLIKE} <daypart>? )"
)
_DATE = (
    f"(?:{_MOD}?"
    f" (?:{_FULL}|{_WEEKDAY}|{_MONTH}|{_SEASON}|{_QUARTER}|{_FISCAL}|{_REL}|<year>|<decade>"
    f"|<the>? <decade>|<month>|{_WD}|<holiday> (?:<comma>|<of>|<in>)?"
    f" <year>?)|{_DEICTIC}|{_PARTED}|{_NTH}|{_CENTURY})"
)

_CLOCK = (
    "(?:<hedge>? (?:<clock> <half_day>? | <day|word_number> <half_day> | <day>? <clock_word>"
    " | <day|word_number> <oclock> <half_day>? (?:<in> <the> <daypart>)?) (?:<open>? <zone>"
    " <close>?)?)"
)
_TIMED = (
    f"(?:(?:{_DAYLIKE}|{_PARTED}) (?:<comma>|<at>|<by>|<spaced_dash>)? <at>? {_CLOCK} (?:<in>"
    f" <the> <daypart>)?"
    f" | {_CLOCK} (?:<in> <the> <daypart>)? (?:<comma>|<on>|<the>|<of>|<spaced_dash>)?"
    f" (?:<on>|<the>)? (?:{_DAYLIKE}|{_PARTED})"
    f" | {_CLOCK} (?:<in> <the> <daypart> | <daypart>) | <daypart> <at>? <clock>"
    f" | <at> <day|word_number> <in> <the> <daypart>"
    f" | {_DAYLIKE} (?:<after>|<by>|<until>) {_CLOCK}"
    f" | {_CLOCK} <on> <weak_weekday> | {_ANY_WD} <comma>? {_MON} <day> <clock> <year>)"
)

_LINK = f"(?:{_DASH}|<to>|<until>)"
_MAGNITUDES = f"(?:<currency_sign>? {_NUM})"

RULES: dict[str, str] = {
    # Dates.
    "timed": _TIMED,
    "date": f"(?:<this>? {_MOD}? (?:{_FULL} | {_WEEKDAY}))",
    "month": f"(?:<the>? <next|last|this>? {_MOD}? <the>? (?:{_MONTH} | <month>))"
    f" | <the>? (?:<next|last> {_MON} | <this> <month>)",
    "season": f"{_MOD}? (?:{_SEASON} | <the>? {_SHIFT} <season>)",
    "quarter": f"{_MOD}? {_QUARTER}",
    "fiscal": f"{_MOD}? {_FISCAL}",
    "nth": _NTH,
    "parted": _PARTED,
    "deictic": f"{_MOD}? {_DEICTIC}",
    "relative": f"{_MOD}? {_REL} | {_MOD} <the>? <unit>",
    "the_unit": "<the> <unit>",
    "week_of": f"<the>? <unit> (?:<of>|<starting> <on>?) (?:{_FULL}|<the> <ordinal>)",
    "holiday_weekend": "<the>? <holiday> <year>? <unit> <year>?"
    " | <the>? <unit> <of> <holiday> <year>?",
    "after_next": "<the> <unit> <after> <the>? <next>",
    "weekdays_away": f"{_NUM} <weekday|weekday_plural> (?:<ago>|<hence>|<earlier>)",
    "elapsed": "<elapsed>",
    "spoken_clock": "(?:<day|word_number> <clock_unit>?|<half>|<a>? <quarter_word>) <last>"
    " <day|word_number>",
    "weekday": f"(?:<modifier>)? {_WD}",
    "holiday": "<the>? <holiday> (?:(?:<comma>|<of>|<in>)? <year>)?",
    "century": _CENTURY,
    "decade": f"{_MOD}? <the>? <decade>",
    "year": f"{_MOD} <year> | <the> <unit> <of>? <year>",
    "bare_year": "<year>",
    "bare_month": f"{_MOD}? <weak_month>",
    "bare_season": f"{_MOD} <the>? <season> | <the> <season>",
    "bare_day": "<the> <ordinal>",
    "reference": "<the>? <reference>",
    "clock": _CLOCK,
    "daypart": f"{_MOD}? <the> <daypart> | <the>? <modifier> <dash>? <daypart>",
    "ago": f"(?:<hedge>|<the|this>)? (?:{_OPEN_NUM}|<a>|<half> <a>?) <dash>? {_TIME_UNIT}"
    f" (?:<and> <a>? <half>)? (?:<ago>|<hence>|<earlier>)"
    f" | {_NUM} {_TIME_UNIT} (?:(?:<and>|<comma>)? {_NUM} {_TIME_UNIT})+"
    f" (?:<ago>|<hence>|<earlier>)"
    f" | <the|a>? <unit|quarter_word> <dash> (?:<ago>|<earlier>)",
    "vague_time": "<the>? <several> <unit|clock_unit|quarter_word>"
    " | <the>? <next> <unit|quarter_word>",
    "span": f"<the>? {_SHIFT} {_OPEN_NUM} <dash>? {_TIME_UNIT}"
    f" (?:(?:<and>|<comma>)? {_NUM} {_TIME_UNIT})*"
    f" | <the> {_NUM} {_SHIFT} {_TIME_UNIT} | <the>? <next|last> <clock_unit>",
    "after": f"(?:{_OPEN_NUM}|<a>) {_TIME_UNIT} (?:<after>|<from>|<by>) {_DATE}",
    # Ranges of dates and times.
    "range_month": f"(?:<from>|<between>)? (?:{_WD} <comma>?)? {_MON} (?:<from>|<between>)? <the>?"
    f" {_DAY} (?:{_LINK}|<and>) <the>? {_DAY} (?:(?:<comma>|<of>)? <year>)?",
    "range_days": f"(?:<from>|<between>)? <the>? {_DAY} (?:{_LINK}|<and>) <the>? {_DAY} <of>?"
    f" {_MON} (?:(?:<comma>|<of>)? <year>)?"
    f" | (?:<from>|<between>)? <the>? {_DAY} (?:{_LINK}|<and>) <the>? {_DAY} <of>? {_SHIFT} <unit>",
    "range": f"(?:<from>)? {_DATE} {_LINK} (?:{_DATE}|<short_year>|<day>) | <between> {_DATE}"
    f" <and> {_DATE}"
    f" | (?:<from>|<between>)? {_MON} (?:{_LINK}|<and>) {_MON} <of>? <year>"
    f" | (?:<from>|<this>)* {_MON} {_LINK} {_MON} | <between> {_MON} <and> {_MON}"
    f" | {_MON} <slash> <year> {_LINK} {_MON} <slash> <year>"
    f" | <from> <day> <to|until> {_MONTH_DAY}"
    f" | {_SHIFT} <unit> (?:<from>|<between>) {_WD} (?:{_LINK}|<and>) {_WD}"
    f" | <between> (?:<reference> <and> {_DATE} | {_DATE} <and> <reference>)"
    f" | <from> <reference> {_LINK} {_DATE} | <from>? {_DATE} (?:<to>|<until>) <reference>",
    "year_month": f"<year> <slash> <day> | <day> <slash> <year> | {_MON} <slash> <year>",
    "range_clock": f"(?:<from>|<between>)? (?:{_CLOCK}|<day>) (?:{_LINK}|<and>) {_CLOCK}"
    f" | (?:<from>)? (?:{_TIMED}|{_CLOCK}) {_LINK} (?:{_CLOCK}|{_TIMED})"
    f" | <between> (?:{_TIMED}|{_CLOCK}) <and> (?:{_CLOCK}|{_TIMED})"
    f" | <between> <reference> <and> (?:{_CLOCK}|{_TIMED})"
    f" | <from>? (?:{_DAYLIKE}|{_PARTED}) <comma>? (?:<from>|<between>|<at>)?"
    f" (?:{_CLOCK}|<day>) (?:{_LINK}|<and>) {_CLOCK}"
    f" | (?:<from>|<between>)? (?:{_CLOCK}|<day>) (?:{_LINK}|<and>) {_CLOCK} <on>? {_DAYLIKE}",
    # Durations, ages, recurrences.
    "duration": f"(?:{_OPEN_NUM}|<a>|<half> <a>?) <dash>? {_TIME_UNIT}",
    "duration_half": f"(?:<a>|{_NUM}) {_TIME_UNIT} <and> <a>? <half|quarter_word>"
    f" | <a> <half> <dash>? {_TIME_UNIT}"
    f" | {_NUM} <and> <half> <dash>? {_TIME_UNIT}",
    "compound": f"{_NUM} <dash>? {_TIME_UNIT} (?:<and>? {_NUM} <dash>? {_TIME_UNIT})+",
    "duration_range": f"(?:<from>|<between>)? {_NUM} (?:<dash>|<to>|<and>) {_NUM} <dash>?"
    f" {_TIME_UNIT}",
    "units": "<unit|clock_unit|quarter_word>",
    "age": f"{_NUM} <dash>? <unit> <dash>? <old> | <aged> {_NUM}",
    "age_range": f"<aged>? (?:<between>)? {_NUM} (?:<dash>|<to>|<and>) {_NUM} <dash>? <unit>"
    f" <dash>? <old>"
    f" | <aged> (?:<between>)? {_NUM} (?:<dash>|<to>|<and>) {_NUM}",
    "frequency": f"<every> (?:{_NUM}|<ordinal>)?"
    f" (?:<unit|clock_unit|quarter_word>|{_WD}|<month>|<season>|<daypart>)"
    f" (?:<at>? {_CLOCK})? | <adverb_set> | <weekday_plural> (?:<daypart>|<at>? {_CLOCK})?"
    f" | {_CLOCK} (?:<every> {_WD} | <on>? <weekday_plural>)"
    f" | <the>? <ordinal> (?:<day>? <of>)? <every> <unit>",
    "nights": f"{_NUM} <dash>? <daypart>",
    # Quantities.
    "money": f"<currency_sign> {_NUM} (?:<currency>)? | {_NUM} <dash>?"
    f" (?:<currency>|<currency_sign>) | <vague> <of> <currency>",
    "money_range": f"<from>? <currency_sign> {_NUM} (?:<dash>|<to>) <currency_sign>? {_NUM}"
    f" | <between> <currency_sign> {_NUM} <and> <currency_sign>? {_NUM}"
    f" | (?:<from>|<between>)? {_NUM} (?:<dash>|<to>|<and>) {_NUM} <currency|currency_sign>",
    "money_parts": f"{_NUM} <currency|currency_sign> (?:<and>)? {_NUM} <currency>",
    "percent": f"{_NUM} <dash>? <percent>",
    "percent_range": f"(?:<from>|<between>)? {_NUM} <percent>? (?:<dash>|<to>|<and>) {_NUM}"
    f" <dash>? <percent>",
    "points": f"{_NUM} <dash>? <points>",
    "points_range": f"{_NUM} (?:<dash>|<to>|<and>) {_NUM} <points>",
    "measure": f"{_NUM} (?:<dash>? <measure> | <open> <measure> <close>)",
    "measure_parts": f"{_NUM} <dash>? <measure> <and|dash>? {_NUM} <measure>?",
    "measure_range": f"(?:<from>|<between>)? {_NUM} <measure>? (?:<dash>|<to>|<and>) {_NUM}"
    f" <dash>? <measure>",
    "ordinal": "<ordinal|high_ordinal>",
    "number": _NUM,
    "vague": "<vague>",
    "number_range": f"(?:<from>|<between>)? {_NUM} (?:<dash>|<to>) {_NUM} | <between> {_NUM}"
    f" <and> {_NUM}",
}


@cache
def grammar() -> Grammar:
    """The grammar, compiled once."""
    return Grammar(RULES)
