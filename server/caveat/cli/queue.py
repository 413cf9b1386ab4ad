"""``caveat queue``: the moderation queue, from a shell."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from caveat import config
from caveat.cli import inputs, queue_golden, queue_report, queue_webhooks
from caveat.cli.output import REFUSED
from caveat.cli.queue_output import show_event, show_item, show_review
from caveat.cli.stores import open_store
from caveat.cli.stores import opened_queue as opened
from caveat.document import parse
from caveat.errors import InvalidArticle, LeaseLost, Violation
from caveat.moderation import (
    Claim,
    Disposition,
    Draft,
    Entry,
    EvidenceVerdict,
    Filter,
    Queue,
    State,
    Verdict,
)
from caveat.report.terminal import plain

app = typer.Typer(help="The moderation queue: list, claim, decide, check.", no_args_is_help=True)
app.add_typer(queue_golden.app, name="golden")
app.add_typer(queue_webhooks.app, name="webhook")
for look in (
    queue_report.verify,
    queue_report.export,
    queue_report.stats,
    queue_report.agreement,
    queue_report.events,
):
    app.command()(look)

Store = Annotated[str | None, typer.Option(metavar="URL", help="The store; see docs/settings.md.")]
Who = Annotated[str, typer.Option("--as", metavar="NAME", help="Who you are, in the audit log.")]
ItemId = Annotated[str, typer.Argument(metavar="ITEM")]
QueueName = Annotated[str, typer.Option("--queue", help="Only this queue.")]
Signal = Annotated[str, typer.Option(help="Only items that this signal fired for.")]
Outlet = Annotated[str, typer.Option(help="Only this outlet.")]
Language = Annotated[str, typer.Option(help="Only this language.")]
MinScore = Annotated[float, typer.Option(min=0, max=1, help="Only scores from here on.")]
Reason = Annotated[str, typer.Option(help="Why; required where the queue's settings ask for it.")]
Note = Annotated[str, typer.Option(help="For the author, the reader or the next reviewer.")]


@app.command()
def add(
    paths: inputs.Paths,
    always: Annotated[
        bool, typer.Option(help="Whatever its score; otherwise only if the policy holds it.")
    ] = False,
    reach: Annotated[
        int, typer.Option(min=0, max=inputs.MOST, help="How many people will read it.")
    ] = 0,
    store: Store = None,
) -> None:
    """Score articles and put them before people."""
    from caveat.cli.serve import classifier, scorer  # noqa: PLC0415 (scoring alone needs it)
    from caveat.cli.stores import policy_of  # noqa: PLC0415

    settings = config.load()
    read = inputs.read(paths)
    with opened(store) as queue:
        pipeline = scorer(
            settings.policy, settings.patterns, classifier(settings), in_force=policy_of(queue)
        )
        sources = open_store(store)
        try:
            for article in read.articles:
                document = parse(article)
                score = pipeline.score(document, sources.related(document))
                entry = Entry(article, score, reach, always, document.language)
                [entered] = queue.enqueue([entry])
                place = f" {entered.item_id} in {entered.queue}" if entered.item_id else ""
                typer.echo(
                    plain(f"{article.id}: score {score.score:.2f}, {entered.outcome}{place}")
                )
        finally:
            sources.close()
            pipeline.close()
    if read.refused:
        raise typer.Exit(REFUSED)


@app.command("list")
def list_items(
    queue: QueueName = "",
    state: Annotated[State | None, typer.Option(help="Only this state.")] = State.OPEN,
    every: Annotated[bool, typer.Option("--all", help="Items of every state.")] = False,
    signal: Signal = "",
    outlet: Outlet = "",
    language: Language = "",
    min_score: MinScore = 0.0,
    text: Annotated[str, typer.Option(help="Only items with this in title, outlet or id.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    store: Store = None,
) -> None:
    """Items, most urgent first."""
    wanted = Filter(queue, None if every else state, signal, outlet, language, min_score, text=text)
    with opened(store) as line:
        total, shown, after = line.count(wanted), 0, ""
        while shown < limit:
            page = line.list(wanted, size=min(limit - shown, 200), after=after)
            for item in page.items:
                show_item(item)
            shown += len(page.items)
            after = page.next
            if not after:
                break
    typer.echo(f"{shown} of {total}", err=True)


@app.command()
def show(
    item: ItemId,
    history: Annotated[bool, typer.Option(help="And everything that happened to it.")] = False,
    store: Store = None,
) -> None:
    """One item: the article's evidence, who holds it, what was decided."""
    with opened(store) as queue:
        show_review(queue.get(item))
        if history:
            for event in queue.history(item):
                show_event(event)


@app.command()
def claim(
    who: Who,
    item: Annotated[str, typer.Argument(metavar="[ITEM]")] = "",
    queue: QueueName = "",
    signal: Signal = "",
    outlet: Outlet = "",
    language: Language = "",
    minutes: Annotated[
        float | None, typer.Option(min=0, max=1e6, help="How long to hold it.")
    ] = None,
    store: Store = None,
) -> None:
    """Lease the most urgent item, or one by its id, and show it."""
    wanted = Filter(queue, None, signal, outlet, language)
    ttl = None if minutes is None else timedelta(minutes=minutes)
    with opened(store) as line:
        review = line.claim(who, wanted, item_id=item, ttl=ttl)
    if review is None:
        typer.echo("nothing that you could claim is open", err=True)
        raise typer.Exit(1)
    show_review(review)


@app.command()
def decide(
    item: ItemId,
    who: Who,
    disposition: Annotated[Disposition, typer.Option(help="For the article as a whole.")],
    confirm: Annotated[list[str] | None, typer.Option(metavar="SIGNAL:N")] = None,
    reject: Annotated[list[str] | None, typer.Option(metavar="SIGNAL:N")] = None,
    reason: Reason = "",
    note: Note = "",
    store: Store = None,
) -> None:
    """Decide an item, claiming it first where nobody holds it.

    --confirm and --reject judge pieces of evidence by signal and number, as ``show`` prints them.
    """
    verdicts = [
        *(_verdict(text, Verdict.CONFIRM) for text in confirm or ()),
        *(_verdict(text, Verdict.REJECT) for text in reject or ()),
    ]
    draft = Draft(disposition, tuple(verdicts), reason, note)
    with opened(store) as queue:
        held = queue.item(item).holder == who
        lease = _own_lease(queue, item, who)
        try:
            decision = queue.decide(lease.token, draft)
        except InvalidArticle:
            # What was claimed for this decision alone does not stay with who got it wrong.
            if not held:
                queue.release(lease.token)
            raise
    typer.echo(f"decision {decision.id}; undo until {decision.undo_until:%Y-%m-%d %H:%M:%S} UTC")


@app.command()
def release(
    item: ItemId,
    who: Who,
    skip: Annotated[bool, typer.Option(help="Do not offer it to you again.")] = False,
    note: Note = "",
    store: Store = None,
) -> None:
    """Give an item that you hold back undecided."""
    with opened(store) as queue:
        if queue.item(item).holder != who:
            raise LeaseLost(f"{who} does not hold this item")
        queue.release(_own_lease(queue, item, who).token, skip=skip, note=note)
    typer.echo("given back")


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION")],
    who: Who,
    reason: Reason = "",
    store: Store = None,
) -> None:
    """Take a decision of your own back, within its time."""
    with opened(store) as queue:
        show_item(queue.undo(decision, who, reason=reason))


@app.command()
def reopen(item: ItemId, who: Who, reason: Reason, store: Store = None) -> None:
    """Open a decided item again, at any time."""
    with opened(store) as queue:
        show_item(queue.reopen(item, who, reason=reason))


@app.command()
def bulk(
    who: Who,
    disposition: Annotated[Disposition, typer.Option(help="For each article as a whole.")],
    queue: QueueName = "",
    signal: Signal = "",
    outlet: Outlet = "",
    language: Language = "",
    min_score: MinScore = 0.0,
    text: Annotated[str, typer.Option(help="Only items with this in title, outlet or id.")] = "",
    reason: Reason = "",
    note: Note = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; otherwise it is only shown.")] = False,
    store: Store = None,
) -> None:
    """Decide all open items that match alike: shown first, done with --yes."""
    draft = Draft(disposition, (), reason, note)
    wanted = Filter(queue, State.OPEN, signal, outlet, language, min_score, text=text)
    with opened(store) as line:
        preview = line.preview(draft, wanted, reviewer=who)
        for one in preview.items:
            show_item(one.item, one.refused)
        if not yes:
            typer.echo(f"{preview.accepted} would be decided; repeat with --yes", err=True)
            return
        outcome = line.bulk_decide(preview, who)
    typer.echo(f"decided {len(outcome.decisions)}, left alone {len(outcome.refused)}", err=True)


@app.command("restore-rule")
def restore_rule(
    rule: Annotated[str, typer.Argument(metavar="RULE")], who: Who, store: Store = None
) -> None:
    """Put a routing rule that was quarantined for flooding back to work."""
    with opened(store) as line:
        line.restore_rule(rule, who)
    typer.echo(plain(f"{rule} works again"))


def _own_lease(queue: Queue, item_id: str, who: str) -> Claim:
    review = queue.claim(who, item_id=item_id)
    if review is None or review.claim is None:
        raise LeaseLost("you cannot claim this item: it is decided, or held by somebody, or yours")
    return review.claim


def _verdict(text: str, verdict: Verdict) -> EvidenceVerdict:
    signal, _, number = text.rpartition(":")
    if not (signal and inputs.is_number(number)):
        raise InvalidArticle([Violation("verdict", f"{text!r} is not SIGNAL:N", "as bio:0")])
    return EvidenceVerdict(signal, verdict, int(number))
