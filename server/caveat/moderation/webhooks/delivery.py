"""Deliveries: signed, tried again with growing pauses, given up after a day."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta
from enum import StrEnum

import httpx

from caveat.errors import CaveatError
from caveat.moderation.webhooks.addresses import PublicTransport
from caveat.moderation.webhooks.signing import sign
from caveat.moderation.webhooks.subscriptions import Delivery, Webhooks

_log = logging.getLogger(__name__)

# The first pause, which doubles to the longest; after so many attempts, about a day, a delivery is
# given up.
FIRST = timedelta(seconds=5)
LONGEST = timedelta(hours=6)
ATTEMPTS = 16
TIMEOUT = timedelta(seconds=10)
# Longer than an attempt can take: it is how long a delivery rests whose sender crashed.
_LEASE = timedelta(seconds=60)
_AT_ONCE = 40
# Seconds that one webhook may take of a round. With one attempt more it stays within the lease.
_TURN = 20.0
_THREADS = 4
_LOOK = 1.0


class Outcome(StrEnum):
    """What became of an attempt."""

    TAKEN = "taken"
    AGAIN = "again"
    GIVEN_UP = "given up"


def pause(attempts: int, seed: str) -> timedelta:
    """How long to wait after so many failed attempts: doubling, and a tenth more at most by chance,
    so that what failed together does not come back together.
    """
    base: timedelta = min(FIRST * 2 ** min(attempts - 1, 30), LONGEST)
    drawn = hashlib.sha256(f"{seed}:{attempts}".encode()).digest()[0] / 255
    return base * (1 + 0.1 * drawn)


def payload(delivery: Delivery) -> bytes:
    """What is sent: the event and the item as it is now. Never the article's text."""
    event, item = delivery.event, delivery.item
    data: dict[str, object] = {"sequence": event.sequence, "actor": event.actor, **event.data}
    if item is not None:
        data["review"] = {
            "id": item.id,
            "queue": item.queue,
            "state": item.state.value,
            "article_id": item.article_id,
            "outlet": item.outlet,
            "url": item.url,
            "score": item.score,
            "signals": dict(item.signals),
            "disposition": item.disposition.value if item.disposition else None,
        }
    body = {
        "type": f"review.{event.kind.value}" if item is not None else event.kind.value,
        "timestamp": event.at.astimezone(UTC).isoformat(),
        "data": data,
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()


class Dispatcher:
    """Tells webhooks of events until it is stopped. Several may run on one store.

    An event is delivered at least once: a receiver knows a repeated one by ``webhook-id``.
    """

    def __init__(self, webhooks: Webhooks, *, private: bool = False) -> None:
        self._webhooks = webhooks
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._client = httpx.Client(
            transport=PublicTransport(private=private),
            timeout=TIMEOUT.total_seconds(),
            follow_redirects=False,
            trust_env=False,
            headers={"user-agent": "caveat-webhooks"},
        )

    def start(self) -> None:
        """Run on a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="caveat-webhooks", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish what is under way and end."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
        self._client.close()

    def round(self) -> list[Outcome]:
        """One round: new events are spread, due deliveries tried once; what became of each."""
        while self._webhooks.spread():
            pass
        due = self._webhooks.take_due(_AT_ONCE, _LEASE)
        if not due:
            return []
        # One webhook's deliveries go one after the other, and a slow one keeps nobody else waiting.
        by_hook: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in due:
            by_hook[delivery.webhook.id].append(delivery)
        with ThreadPoolExecutor(_THREADS) as pool:
            done = pool.map(self._tell, by_hook.values())
            return [outcome for outcomes in done for outcome in outcomes]

    def _tell(self, due: list[Delivery]) -> list[Outcome]:
        """One webhook's deliveries in their order, until one is not taken or its turn is over: a
        dead end costs a round one attempt, and no lease runs out behind a slow one.
        """
        began = time.monotonic()
        outcomes: list[Outcome] = []
        for delivery in due:
            outcomes.append(self._try(delivery))
            if outcomes[-1] is not Outcome.TAKEN or time.monotonic() - began > _TURN:
                break
        self._webhooks.put_back(due[len(outcomes) :])
        return outcomes

    def _run(self) -> None:
        while not self._stopped.is_set():
            busy = False
            try:
                busy = bool(self.round())
            except CaveatError as error:
                _log.warning("webhooks wait: %s", error)
            except Exception as error:  # noqa: BLE001 (the thread must outlive whatever this is)
                _log.error("webhooks failed: %s", type(error).__name__, exc_info=error)
            if not busy:
                self._stopped.wait(_LOOK)

    def _try(self, delivery: Delivery) -> Outcome:
        body = payload(delivery)
        identifier = f"{delivery.webhook.id}-{delivery.event.sequence}"
        headers = sign(delivery.webhook.secret, identifier, self._webhooks.now(), body)
        try:
            # The answer's body is never read: it may be endless.
            with self._client.stream(
                "POST",
                delivery.webhook.url,
                content=body,
                headers={**headers, "content-type": "application/json"},
            ) as response:
                status = response.status_code
            problem = "" if 200 <= status < 300 else f"answered {status}"
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            problem = f"{type(error).__name__}: {error}"[:300]
        if not problem:
            self._webhooks.delivered(delivery)
            return Outcome.TAKEN
        tried = delivery.attempts + 1
        if tried >= ATTEMPTS:
            self._webhooks.failed(delivery, problem, None)
            _log.warning(
                "webhook %s gave up event %d", delivery.webhook.id, delivery.event.sequence
            )
            return Outcome.GIVEN_UP
        next_at = self._webhooks.now() + pause(tried, identifier)
        self._webhooks.failed(delivery, problem, next_at)
        return Outcome.AGAIN
