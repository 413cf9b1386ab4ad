"""Does the page say of itself that it is not plain reporting? SIGNALS.md, section 1.

Rules propose (``patterns/<language>.toml``), the surroundings decide (``surroundings``): whether a
wording is used or mentioned, affirmed or denied, and whose notice it is. Decisions where the
policy is silent:

* A correction or an update is a good habit, not a caveat: ``other_notice``, recorded only.
* A label ("Opinion", "Sponsored content", "Satire") counts when it is a line or a bracket of its
  own; "opinion", "sponsored" and "press release" labels also have to stand near the headline,
  because navigation bars hold the same words.
* "Reuters could not independently verify" is ``unverified`` with scope article, and weighs little.
* A notice about a picture, a voice or a video has scope image and does not count.
* The sentences of one notice are one piece of evidence for each kind: its span runs from the
  first to the last sentence of the notice, if they stand on one line.
"""

from caveat.signals.disclaimer.patterns import Language, Pattern, load_patterns, shipped
from caveat.signals.disclaimer.signal import SIGNAL, Disclaimer

__all__ = ["SIGNAL", "Disclaimer", "Language", "Pattern", "load_patterns", "shipped"]
