"""Whether rules do what their own examples say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.document import Article
from caveat.rules.rule import Rule
from caveat.rules.scan import RuleScan


@dataclass(frozen=True, slots=True)
class Failure:
    """An example on which a rule did the opposite of what it promises."""

    rule: Rule
    example: str
    expected: bool

    def __str__(self) -> str:
        verb = "does not match" if self.expected else "matches"
        return f"{self.rule.id} {verb} {self.example!r}"


def check_examples(rules: Sequence[Rule]) -> list[Failure]:
    """Every example of every rule that does not come out as promised, in the rules' order.

    A rule is tried alone, on each example as an article's whole text in the rule's language.
    Raises ValueError naming the rule when a pattern is unusable.
    """
    failures: list[Failure] = []
    for rule in rules:
        scan = RuleScan([rule])
        for expected, examples in ((True, rule.match), (False, rule.no_match)):
            failures += [
                Failure(rule, example, expected)
                for example in examples
                if bool(scan.scan(Article("example", example), rule.language)) is not expected
            ]
    return failures
