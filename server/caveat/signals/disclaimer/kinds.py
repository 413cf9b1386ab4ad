"""What a page can say of itself, and how much each weighs.

The order is the policy's, heaviest first. A weight is the part of an upheld notice's confidence
that goes into the finding's score, and so the probability that a careful editor would hold the
article for that notice alone: nearly always for fiction or satire, usually where software wrote
or rewrote the text, sometimes for a paid one, seldom for a column that says that it is opinion.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "fiction": 1.0,
        "satire": 1.0,
        "ai_generated": 0.9,
        "machine_edited": 0.85,
        "machine_translated": 0.65,
        "hypothetical": 0.65,
        "dramatised": 0.6,
        "unverified": 0.2,
        "sponsored": 0.4,
        "press_release": 0.35,
        "anonymised": 0.15,
        "opinion": 0.15,
        "outdated": 0.15,
        "other_notice": 0.0,
    }
)
