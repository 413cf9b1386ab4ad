"""English words for how much: hedges, scales, shares."""

from __future__ import annotations

from caveat.values.lexicons import Tables
from caveat.values.model import Bound

TABLES: Tables = {
    "hedge": (
        (Bound.AT_LEAST, "at least | no fewer than | no less than | not less than"),
        (Bound.AT_LEAST, "a minimum of | minimum of"),
        (Bound.AT_LEAST, "greater than or equal to | as few as | as little as"),
        (Bound.MORE_THAN, "more than | greater than | higher than | larger than | bigger than"),
        (Bound.MORE_THAN, "in excess of | and more than | or more than | and greater than"),
        (Bound.MORE_THAN, "or greater than"),
        (Bound.MORE_THAN, "upwards of | upward of | well over | just over | slightly over"),
        (Bound.MORE_THAN, "slightly more than"),
        (Bound.MORE_THAN, "just above | well above | over | above | exceeding | exceeded"),
        (Bound.MORE_THAN, "topped | surpassed"),
        (Bound.AT_MOST, "up to | as many as | as much as | at most | no more than | not more than"),
        (Bound.AT_MOST, "a maximum of | maximum of | less than or equal to"),
        (Bound.LESS_THAN, "less than | fewer than | lower than | smaller than | well under"),
        (Bound.LESS_THAN, "well below | under | and less than | or less than | and fewer than"),
        (Bound.LESS_THAN, "or fewer than"),
        (Bound.LESS_THAN, "below"),
        (Bound.NEARLY, "just under | just below | slightly under | slightly less than"),
        (Bound.NEARLY, "nearly | almost"),
        (Bound.NEARLY, "close to | just short of | not quite"),
        (Bound.ABOUT, "about | around | approximately | roughly | some | circa"),
        (Bound.ABOUT, "an estimated | estimated"),
        (Bound.ABOUT, "approx | in the region of | more or less"),
    ),
    "hedge_after": (
        (Bound.AT_LEAST, "or more | and more | or greater | or above | or over | or older"),
        (Bound.AT_LEAST, "or higher"),
        (Bound.AT_LEAST, "and above | and over | and older | or longer | or larger | or better"),
        (Bound.AT_MOST, "or less | or fewer | or below | or under | or younger | or lower"),
        (Bound.AT_MOST, "and under | and below | and younger | or smaller | or shorter"),
        (Bound.ABOUT, "or so"),
    ),
    "minus": ((1, "minus | negative"),),
    "half": (
        (0.5, "half | halves"),
    ),
    "quarter_word": (
        (0.25, "quarter | quarters"),
    ),
    "point": (
        (1, "point"),
    ),
    "percent": (
        (1, "percent | percents | per cent | % | pct | percentage"),
    ),
    "points": (
        (1, "percentage points | percentage point | percent points | per cent points"),
        (1, "percentage-point | percentage-points"),
        (0.01, "basis points | basis point"),
    ),
    "magnitude": (
        (100.0, "hundred"),
        (1000.0, "thousand | k"),
        (1000000.0, "million | mln | mn | mio | mil"),
        (1000000000.0, "billion | bn | bln"),
        (1000000000000.0, "trillion | tn | trn | tln"),
        (1000000000000000.0, "quadrillion"),
        (100000.0, "lakh | lakhs"),
        (10000000.0, "crore | crores"),
        (12.0, "dozen"),
    ),
    "vague": (
        ((20, 200), "dozens"),
        ((40, 400), "scores"),
        ((100, 2000), "hundreds"),
        ((1000, 20000), "thousands"),
        ((1000000.0, 20000000.0), "millions"),
        ((1000000000.0, 20000000000.0), "billions"),
        ((1000000000000.0, 20000000000000.0), "trillions"),
        ((10000.0, 200000.0), "tens of thousands"),
        ((100000.0, 2000000.0), "hundreds of thousands"),
        ((20000.0, 200000.0), "dozens of thousands"),
        ((10000000.0, 200000000.0), "tens of millions"),
        ((100000000.0, 2000000000.0), "hundreds of millions"),
        ((10000000000.0, 200000000000.0), "tens of billions"),
        ((100000000000.0, 2000000000000.0), "hundreds of billions"),
        ((200, 999), "several hundred | a few hundred"),
        ((2000, 9999), "several thousand | a few thousand"),
        ((24, 100), "several dozen | a few dozen"),
        ((2000000.0, 9990000.0), "several million"),
        ((150, 300), "a couple of hundred"),
        ((1500, 3000), "a couple of thousand"),
    ),
    "several": (
        (1, "several | few | a few | many | a number of"),
        (2, "couple | a couple | a couple of | couple of"),
        (0, "recent"),
    ),
    "old": (
        (1, "old | of age"),
    ),
    "aged": (
        (1, "aged | ages | age"),
    ),
}  # fmt: skip
