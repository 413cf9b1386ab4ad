"""Attribution: who wrote this, who said this, how do we know.

Decisions where the policy is silent:

* An agency or desk in place of a person is a byline. A missing one weighs little, and nothing where
  the story names its sources throughout: many outlets sign no news report.
* "Officials said" is anonymous unless a named person speaks in the same sentence or the next; "the
  police said" and "the ministry said" are bodies that can be asked, and are not.
* A kind counts by its share of the story's sourcing, so that three anonymous sources in a long,
  well-sourced report weigh less than one that carries a short one. Under a floor of 0.08 it is
  recorded and weighs nothing.
* A page that rests on what nobody can check is one that a copy editor holds: nameless sources,
  hearsay, quotations without a speaker and bare accusations count together, by their share of what
  the page says on anybody's word (see ``page``). A byline lowers that; it answers for the writer's
  honesty, not for the sources.
* So is an unsigned story that has no news but another outlet's report: its whole opening is that
  report's and the rest background from the record, or nobody else is named who says anything. The
  reader then has neither a writer nor a source to go back to. Signed, it is a reason to ask.
* A rumour reported as a rumour is the story, not its source.
* In a language whose phrases are not read the byline and shared text are judged and the reason says
  what was not; it is never CLEAR, since most of the question was not asked.
* Shared text is judged by the credit, not by the likeness alone: see ``rewrite``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caveat.evidence import Finding, Status, finding
from caveat.rules import Rule
from caveat.signals.attribution import (
    authorship,
    claims,
    nameless,
    page,
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

        In a language that the rules do not read: FOUND or SKIPPED by byline and shared passages
        alone, with a reason that says so.
        """
        document = context.document
        if not document.body:
            return Finding(self.name, Status.SKIPPED, reason="the article has no body text")
        sources = sourcing.read(document)
        nobody = nameless.find(document, context.hits, sources)
        alone = nameless.all_nameless(document, sources, nobody)
        well_sourced = not alone and sources.well_sourced(besides=nobody.anonymous.keys())
        signed = authorship.is_signed(document)
        passed_on = second_hand.find(document, sources, signed=signed)
        told = [
            *quotes.find(document, sources),
            *nameless.weigh(sources, nobody),
            *passed_on,
            *claims.find(document, context.hits, sources, nobody.sentences),
        ]
        evidence = [
            *authorship.find(document, well_sourced=well_sourced and not passed_on),
            *page.weigh(told, sources, signed=signed),
            *rewrite.find(document, context.related),
        ]
        found = finding(self.name, evidence)
        if document.language in self.languages:
            return found
        return replace(
            found,
            status=found.status if found.status is Status.FOUND else Status.SKIPPED,
            reason="only byline and shared passages were judged: the words for sources are read in "
            f"{', '.join(self.languages)}, and this article is in "
            f"{document.language or 'an unknown language'}",
        )


SIGNAL = Attribution()
