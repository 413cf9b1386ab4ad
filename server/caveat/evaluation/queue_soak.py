"""Whether the queue loses or doubles anything while its server is killed.

``python -m caveat.evaluation.queue_soak [--kills N] [--claimers N] [--store URL]`` starts
``caveat serve``, sends it articles, lets claimers decide them, and kills the server with SIGKILL
and starts it again, so many times, while they do. A caller whose call broke repeats it: entering
and deciding are idempotent. At the end every article that was acknowledged is one item, every item
has one decision, every decision that was acknowledged is the one on record, and the audit log is
sound. Exit code 1 when not.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import caveat.moderation
from caveat.client import Client, TimedOut, Unreachable
from caveat.document import Article
from caveat.errors import CaveatError, LeaseLost
from caveat.moderation import Disposition, Draft, EventKind, Filter, QueueSettings, State

T = TypeVar("T")

_TTL = timedelta(seconds=4)
_DRAFT = Draft(Disposition.PUBLISH)
_START = 120.0
_SETTINGS = "[opinions]\nsecond_share = 0.0\n"


@dataclass(slots=True)
class Tally:
    """What callers were told, and what went wrong on the way."""

    entered: dict[str, str] = field(default_factory=dict)
    decided: dict[str, list[str]] = field(default_factory=dict)
    broken_calls: int = 0
    lost_leases: int = 0
    kills: int = 0
    unexpected: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Server:
    """``caveat serve`` in a process of its own, always on the same port."""

    def __init__(self, folder: Path, store: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"127.0.0.1:{self._port}"
        self._folder = folder
        self._store = store
        (folder / "queue.toml").write_text(_SETTINGS)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        told = self._folder / "address"
        told.unlink(missing_ok=True)
        log = (self._folder / "server.log").open("ab")
        command = [sys.executable, "-m", "caveat", "serve", "--port", str(self._port)]
        command += ["--store", self._store, "--address-file", str(told)]
        environment = os.environ | {"CAVEAT_QUEUE": str(self._folder / "queue.toml")}
        self._process = subprocess.Popen(command, stderr=log, env=environment)  # noqa: S603
        log.close()
        deadline = time.monotonic() + _START
        while not told.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise CaveatError((self._folder / "server.log").read_text()[-2_000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None  # noqa: S101 (it was started)
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


class Caller:
    """A client that repeats what broke until it is answered, or all is over."""

    def __init__(self, address: str, tally: Tally, over: threading.Event) -> None:
        self._address = address
        self._tally = tally
        self._over = over
        self._client = Client(address, timeout=10.0)

    def ask(self, call: Callable[[Client], T]) -> T | None:
        """The answer, None when all is over before there is one. Raises what the server refuses."""
        while not self._over.is_set():
            try:
                return call(self._client)
            except (Unreachable, TimedOut):
                pass
            except CaveatError as error:
                # A server that dies in the middle of a call answers CANCELLED or INTERNAL.
                if type(error) is not CaveatError:
                    raise
            with self._tally.lock:
                self._tally.broken_calls += 1
            # A new connection: gRPC would wait longer each time before it tries the old one.
            self._client.close()
            time.sleep(0.1)
            self._client = Client(self._address, timeout=10.0)
        return None

    def close(self) -> None:
        """End the connection."""
        self._client.close()


def soak(
    folder: Path, store: str, kills: int, claimers: int, least: int
) -> tuple[Tally, list[str]]:
    """Run; what callers were told, and everything that is wrong with what is on record."""
    tally, over, killed = Tally(), threading.Event(), threading.Event()
    server = Server(folder, store)
    server.start()
    sender = threading.Thread(target=_send, args=(server.address, tally, over, killed, least))
    workers = [
        threading.Thread(target=_claim, args=(server.address, n, tally, over))
        for n in range(claimers)
    ]
    for thread in (sender, *workers):
        thread.start()
    drawn = random.Random(20)  # noqa: S311 (when to kill)
    try:
        for _ in range(kills):
            time.sleep(0.3 + 1.7 * drawn.random())
            server.kill()
            tally.kills += 1
            server.start()
        killed.set()
        sender.join()
        _wait_until_decided(server.address, tally)
    finally:
        over.set()
        killed.set()
        for thread in (sender, *workers):
            thread.join()
        server.kill()
    return tally, _faults(store, tally)


def _send(
    address: str, tally: Tally, over: threading.Event, killed: threading.Event, least: int
) -> None:
    """Articles one after the other, until the killing is over and there were enough."""
    caller = Caller(address, tally, over)
    number = 0
    while not over.is_set() and (number < least or not killed.is_set()):
        article = Article(f"soak-{number}", f"Council report {number}. This story is satire.")
        try:
            answer = caller.ask(lambda c, a=article: c.enqueue(a, always=True, alone=True))  # type: ignore[misc]
        except CaveatError as error:
            tally.unexpected.append(f"enqueue: {type(error).__name__}: {error}")
            break
        if answer is None:
            break
        tally.entered[article.id] = answer[1].item_id
        number += 1
    caller.close()


def _claim(address: str, number: int, tally: Tally, over: threading.Event) -> None:
    caller = Caller(address, tally, over)
    name = f"claimer {number}"
    while not over.is_set():
        try:
            review = caller.ask(lambda c: c.reviews.claim(name, ttl=_TTL))
            if review is None or review.claim is None:
                time.sleep(0.05)
                continue
            lease = review.claim
            made = caller.ask(lambda c, lease=lease: c.reviews.decide(lease, _DRAFT))  # type: ignore[misc]
        except LeaseLost:
            with tally.lock:
                tally.lost_leases += 1
            continue
        except CaveatError as error:
            with tally.lock:
                tally.unexpected.append(f"claimer: {type(error).__name__}: {error}")
            continue
        if made is not None:
            with tally.lock:
                tally.decided.setdefault(made.item_id, []).append(made.id)
    caller.close()


def _wait_until_decided(address: str, tally: Tally) -> None:
    deadline = time.monotonic() + 300
    with Client(address, timeout=30.0) as client:
        while client.reviews.count(Filter(state=State.DECIDED)) < len(tally.entered):
            if time.monotonic() > deadline:
                return
            time.sleep(0.2)


def _faults(store: str, tally: Tally) -> list[str]:
    """What is on record, against what callers were told."""
    queue = caveat.moderation.open(store, QueueSettings(second_share=0.0))
    found = list(tally.unexpected)
    try:
        by_article: Counter[str] = Counter()
        after = ""
        while True:
            page = queue.list(size=200, after=after)
            for item in page.items:
                by_article[item.article_id] += 1
                if item.state is not State.DECIDED:
                    found.append(f"{item.article_id}: was left {item.state}")
                if tally.entered.get(item.article_id, item.id) != item.id:
                    found.append(f"{item.article_id}: is another item than was acknowledged")
            after = page.next
            if not after:
                break
        found += [
            f"{a}: was acknowledged and is lost" for a in tally.entered if a not in by_article
        ]
        found += [f"{a}: is there {n} times" for a, n in by_article.items() if n > 1]
        on_record = {one.item.id: one.decision.id for one in queue.judged()}
        for item_id, told in tally.decided.items():
            if {on_record.get(item_id)} != set(told):
                found.append(f"{item_id}: {told} was acknowledged, {on_record.get(item_id)} kept")
        decided: Counter[str] = Counter()
        sequence = 0
        while events := queue.events(sequence, limit=5_000):
            decided.update(e.item_id for e in events if e.kind is EventKind.DECIDED)
            sequence = events[-1].sequence
        found += [f"{i}: was decided {n} times" for i, n in decided.items() if n > 1]
        found += queue.verify().faults
    finally:
        queue.close()
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; 0 when nothing was lost and nothing doubled."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--claimers", type=int, default=16)
    parser.add_argument("--least", type=int, default=500, help="articles to send at least")
    parser.add_argument("--store", default="", help="an empty store; an SQLite file by default")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caveat-soak-") as folder:
        store = chosen.store or f"sqlite:///{Path(folder) / 'queue.db'}"
        started = time.monotonic()
        tally, faults = soak(Path(folder), store, chosen.kills, chosen.claimers, chosen.least)
        seconds = time.monotonic() - started
    acknowledged = sum(len(set(told)) for told in tally.decided.values())
    lines = [
        f"{tally.kills} kills in {seconds:.0f} s, {chosen.claimers} claimers",
        f"entered {len(tally.entered)}, decisions acknowledged {acknowledged}",
        f"calls broken and repeated {tally.broken_calls}, leases lost {tally.lost_leases}",
        *faults[:50],
        "FAULTS: " + str(len(faults)) if faults else "nothing lost, nothing doubled",
    ]
    print("\n".join(lines))  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
