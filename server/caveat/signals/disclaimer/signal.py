"""From the hits of the notices' rules to a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from caveat.document import Document, Span
from caveat.document.folded import fold_text
from caveat.evidence import Evidence, Finding, Scope, Status, finding
from caveat.questions import Question
from caveat.rules import Hit, Rule
from caveat.rules.compiled import compile_rule
from caveat.signals.base import Context
from caveat.signals.disclaimer.elsewhere import cued
from caveat.signals.disclaimer.kinds import ASSISTED, PLAIN, REFINES, REVIEWED, WEIGHTS
from caveat.signals.disclaimer.page import Page, Setting
from caveat.signals.disclaimer.patterns import CONTINUATION, NAME, Language, Pattern, codes, shipped
from caveat.signals.disclaimer.second import Proposal, proposals
from caveat.signals.disclaimer.surroundings import judge

# More hits than any page's notices hold: bounds the work on hostile input.
_MAX_HITS = 500


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice of one scope: the sentences it runs over and the rules that fired in them.

    ``hit`` covers the words themselves, those of the first rule where there are several.
    """

    span: Span
    scope: Scope
    rules: tuple[Rule, ...]
    hit: Span


class Disclaimer:
    """The signal. ``languages`` are those whose notices it knows."""

    name = NAME
    description = "The page says of itself that it is not plain reporting."
    version = "1"
    needs_related = False
    kinds = tuple(WEIGHTS)

    def __init__(self, own: Sequence[Language] = ()) -> None:
        """``own`` are a user's patterns, beside those that ship; reading waits for first use."""
        self._own = tuple(own)
        self.languages = tuple(sorted({*codes(), *(language.code for language in own)}))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all notices."""
        return tuple(p.rule for p, _ in self._patterns.values() if p.rule.kind != CONTINUATION)

    @cached_property
    def _read(self) -> tuple[Language, ...]:
        return (*shipped(), *self._own)

    @cached_property
    def _patterns(self) -> dict[str, tuple[Pattern, Language]]:
        return {p.rule.id: (p, language) for language in self._read for p in language.patterns}

    @cached_property
    def _continuations(self) -> dict[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for pattern, language in self._patterns.values():
            if pattern.rule.kind == CONTINUATION:
                found.setdefault(language.code, []).append(pattern.rule)
        return found

    def questions(self, context: Context) -> Sequence[Question]:
        """What the classifier should say of the sentences of which the rules are not sure."""
        return [q for proposal in self._proposals(context) for q in proposal.questions]

    def _proposals(self, context: Context) -> list[Proposal]:
        document = context.document
        native = [c for c in self._read if c.code == document.language and c.hints]
        if not native:
            return []
        settled = [hit.span for hit in context.hits[:_MAX_HITS]]
        return proposals(document, Page(document), native, settled)

    def find(self, context: Context) -> Finding:
        """The declarations of the page, each with its scope; only its own and its site's count."""
        document = context.document
        if not document.language:
            return Finding(self.name, Status.SKIPPED, reason="too few words to tell the language")
        evidence = [
            piece for notice in self._notices(context) for piece in _evidence(document, notice)
        ]
        found = finding(self.name, evidence)
        if found.status is not Status.FOUND and document.language not in self.languages:
            return replace(
                found,
                status=Status.SKIPPED,
                reason=f"no rules for the language {document.language!r}",
            )
        return found

    def _notices(self, context: Context) -> list[_Notice]:
        document, hits = context.document, context.hits[:_MAX_HITS]
        page = Page(document)
        single: list[_Notice] = []
        for hit in hits:
            pattern, _ = self._patterns[hit.rule.id]
            setting, scope = self._judged(hit, page, document.language)
            if scope is None:
                continue
            span = hit.span if pattern.where == "line" else setting.unit
            rule = _lightened(hit.rule, self._contexts(hit, document.language), setting, page)
            single.append(_Notice(span, scope, (rule,), hit.span))
        for proposal in self._proposals(context) if context.answers.given else ():
            single += [
                _Notice(proposal.span, Scope.ARTICLE, (rule,), proposal.span)
                for rule in proposal.agreed(context.answers)
            ]
        joined = _join(_refined(single, page), page)
        return _join([self._run_on(notice, page) for notice in joined], page)

    def _judged(self, hit: Hit, page: Page, language: str) -> tuple[Setting, Scope | None]:
        setting = page.setting(hit.span)
        pattern, _ = self._patterns[hit.rule.id]
        return setting, judge(pattern, self._contexts(hit, language), setting, page)

    def _contexts(self, hit: Hit, language: str) -> list[Language]:
        """The languages whose cues count: the pattern's and the document's."""
        native = [c for c in self._read if c.code == language]
        own = self._patterns[hit.rule.id][1]
        return native if own in native else [own, *native]

    def _run_on(self, notice: _Notice, page: Page) -> _Notice:
        """The notice with the sentence after it, if that only goes on with it."""
        span = notice.span
        after = page.next_sentence(span)
        if after is None or notice.scope is Scope.QUOTED or not _weighs(notice):
            return notice
        text = fold_text(page.text(after)).encode()
        for code in {rule.language for rule in notice.rules}:
            for rule in self._continuations.get(code, ()):
                if compile_rule(rule).regexp.search(text) is not None:
                    return replace(notice, span=Span(span.field, span.start, after.end))
        return notice


def _refined(notices: list[_Notice], page: Page) -> list[_Notice]:
    """The notices without those whose sentence another one names more truly."""
    return [n for n in notices if not any(_names_it_better(other, n, page) for other in notices)]


def _names_it_better(truer: _Notice, notice: _Notice, page: Page) -> bool:
    (rule,), (other,) = notice.rules, truer.rules
    if truer.scope is not notice.scope or (other.kind, rule.kind) not in REFINES:
        return False
    if other.kind == "satire":  # "It is a joke. None of this happened."
        return _adjoin(truer.span, notice.span, page) or _adjoin(notice.span, truer.span, page)
    if other.kind == "anonymised":  # "The names in this story are fictitious."
        return truer.hit.overlaps(notice.hit)
    return truer.span.overlaps(notice.span) and rule.name.rsplit(".", 1)[-1] not in PLAIN


def _lightened(rule: Rule, contexts: Sequence[Language], setting: Setting, page: Page) -> Rule:
    """A rule with what is true of a page that says that software only helped to write it."""
    if rule.kind != "ai_generated" or rule.name.endswith(".left-over"):
        return rule
    sentence = f"{setting.before} {setting.hit} {setting.after}"
    if not cued(contexts, "assisted", sentence):
        return rule
    after = page.next_sentence(setting.unit)
    following = fold_text(page.text(after)) if after is not None else ""
    why, confidence = REVIEWED if cued(contexts, "reviewed", sentence, following) else ASSISTED
    return replace(rule, why=why, confidence=confidence)


def _join(notices: list[_Notice], page: Page) -> list[_Notice]:
    """Notices of one scope that overlap or stand in adjoining sentences, made one."""
    joined: list[_Notice] = []
    for notice in sorted(notices, key=lambda n: (n.scope, n.span)):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.scope is notice.scope
            and _adjoin(last.span, notice.span, page)
        ):
            span = Span(last.span.field, last.span.start, max(last.span.end, notice.span.end))
            joined[-1] = _Notice(span, last.scope, last.rules + notice.rules, last.hit)
        else:
            joined.append(notice)
    return joined


def _adjoin(left: Span, right: Span, page: Page) -> bool:
    return left.overlaps(right) or page.next_sentence(left) == right


def _weighs(notice: _Notice) -> bool:
    return any(WEIGHTS[rule.kind] for rule in notice.rules)


def _evidence(document: Document, notice: _Notice) -> Iterable[Evidence]:
    """One piece for each kind, by its surest rule."""
    best: dict[str, Rule] = {}
    for rule in notice.rules:
        if rule.kind not in best or _rank(rule, document) > _rank(best[rule.kind], document):
            best[rule.kind] = rule
    for kind, rule in best.items():
        yield Evidence(
            span=notice.span,
            text=document.text(notice.span),
            kind=kind,
            rule=rule.id,
            why=rule.why,
            confidence=rule.confidence,
            scope=notice.scope,
            weight=WEIGHTS[kind],
        )


def _rank(rule: Rule, document: Document) -> tuple[bool, float]:
    return rule.language == document.language, rule.confidence


SIGNAL = Disclaimer()
