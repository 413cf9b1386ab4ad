"""Patterns on article text: linear time, on a folded view, with hits in the text as received.

A signal declares ``Rule`` objects; ``RuleScan`` compiles the rules of every signal once and finds
their hits; ``check_examples`` proves each rule on its own examples.
"""

from caveat.rules.examples import Failure, check_examples
from caveat.rules.rule import Hit, Rule
from caveat.rules.scan import RuleScan

__all__ = ["Failure", "Hit", "Rule", "RuleScan", "check_examples"]
