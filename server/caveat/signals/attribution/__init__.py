"""Attribution: who wrote this, who said this, how do we know.

Decisions where the policy is silent:

* An agency or desk in place of a person is a byline. A missing one weighs little, and nothing where
  the story names its sources throughout: many outlets sign no news report.
* "Officials said" is anonymous unless a named person speaks in the same sentence or the next; "the
  police said" and "the ministry said" are bodies that can be asked, and are not.
* A kind counts by its share of the story's sourcing, so that three anonymous sources in a long,
  well-sourced report weigh less than one that carries a short one. Under a floor of 0.08 it is
  recorded and weighs nothing.
* Shared text is judged by the credit, not by the likeness alone: see ``rewrite``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.evidence import Finding, Status, finding
from caveat.rules import Rule
from caveat.signals.attribution import (
    authorship,
    claims,
    quotes,
    rewrite,
    second_hand,
    sourcing,
)
from caveat.signals.attribution.patterns import NAME, shipped
from caveat.signals.base import Context


@dataclass(frozen=True, slots=True)
class Attribution:
    """The signal; see the module's docstring for its policy."""

    name: str = NAME
    description: str = "Nobody answers for it: no author, no named source, or text taken over."
    version: str = "1"
    languages: tuple[str, ...] = ("en", "es", "fr", "de", "it", "pt", "nl")
    kinds: tuple[str, ...] = (
        "no_byline",
        "placeholder_byline",
        "unattributed_quote",
        "anonymous_source",
        "vague_source",
        "unsourced_claim",
        "second_hand",
        "uncredited_rewrite",
    )
    needs_related: bool = True
    rules: Sequence[Rule] = shipped()

    def find(self, context: Context) -> Finding:
        """FOUND with the reasons to ask who answers for the text; SKIPPED for one without a body.

        A language that the rules do not read still has a byline and shared passages to judge.
        """
        document = context.document
        if not document.body:
            return Finding(self.name, Status.SKIPPED, reason="the article has no body text")
        sources = sourcing.read(document)
        passed_on = second_hand.find(document, sources)
        evidence = [
            *authorship.find(document, well_sourced=sources.well_sourced and not passed_on),
            *quotes.find(document, sources),
            *sourcing.find(document, context.hits, sources),
            *passed_on,
            *claims.find(document, context.hits, sources),
            *rewrite.find(document, context.related),
        ]
        return finding(self.name, evidence)


SIGNAL = Attribution()
