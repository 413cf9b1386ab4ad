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

# What an editor is told when a pattern has no words of its own for it.
WHY: Mapping[str, str] = MappingProxyType(
    {
        "fiction": "The page says of itself that it is fiction.",
        "satire": "The page says of itself that it is satire.",
        "ai_generated": "The page says, or shows, that software wrote it.",
        "machine_edited": "The page says, or shows, that software rewrote it.",
        "machine_translated": "The page says that software translated it.",
        "hypothetical": "The page says that what it tells is hypothetical.",
        "dramatised": "The page says that parts of it are dramatised.",
        "unverified": "The page says that it could not verify what it reports.",
        "sponsored": "The page says that somebody paid for it.",
        "press_release": "The page says that it is a press release.",
        "anonymised": "The page says that names in it were changed.",
        "opinion": "The page says that it gives an opinion.",
        "outdated": "The page says that it may be out of date.",
        "other_notice": "A notice that is recorded and weighs nothing.",
    }
)

# A truer name for the same words, and the name that it takes the place of: what software shortened
# or translated it did not write, what is only imagined is not passed off, what is a joke is
# invented for it, and who is given another name is real. Of the first four, a plain declaration
# in the sentence ("this is fiction", "AI-generated") stands beside it all the same.
REFINES = frozenset(
    {
        ("machine_edited", "ai_generated"),
        ("machine_translated", "ai_generated"),
        ("hypothetical", "fiction"),
        ("dramatised", "fiction"),
        ("satire", "fiction"),
        ("anonymised", "fiction"),
    }
)
PLAIN = ("self", "label", "labelled", "left-over", "lost-subject")

# A page that says that software only helped: what an editor is told, and how sure that makes it.
ASSISTED = ("The page says that software helped to make it.", 0.8)
REVIEWED = ("The page says that software helped to make it and that people checked it.", 0.5)
