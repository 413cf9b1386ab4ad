"""Webhooks are signed, tried again, given up in the open, and never turned against the house."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from caveat.errors import InvalidArticle, NotFound
from caveat.moderation import EventKind, Queue
from caveat.moderation.webhooks import Dispatcher, Outcome
from caveat.moderation.webhooks import delivery as deliveries
from caveat.moderation.webhooks.addresses import PublicTransport, check_url, is_public
from caveat.moderation.webhooks.delivery import ATTEMPTS, FIRST, LONGEST, pause
from caveat.moderation.webhooks.signing import is_genuine, new_secret, sign
from tests.moderation.articles import Clock, entry


@dataclass
class Receiver:
    """A service that is told; answers with ``status``, and sends callers on when it is 3xx."""

    status: int = 200
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.received.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(told.status)
            self.send_header("location", told.url)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def dispatcher(queue: Queue) -> Iterator[Dispatcher]:
    made = Dispatcher(queue.webhooks, private=True)
    yield made
    made.close()


def test_an_event_arrives_signed_and_once(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver, clock: Clock
) -> None:
    queue.enqueue([entry("before")])
    hook = queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry("a")])
    assert dispatcher.round() == [Outcome.TAKEN]
    assert dispatcher.round() == []
    [(headers, body)] = receiver.received
    told = json.loads(body)
    assert told["type"] == "review.entered"
    assert told["data"]["review"]["article_id"] == "a"
    assert b"bridge" not in body
    proof = (headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"])
    assert is_genuine(hook.secret, *proof, body, clock.now)
    assert not is_genuine(hook.secret, *proof, body + b" ", clock.now)
    assert not is_genuine(new_secret(), *proof, body, clock.now)
    assert not is_genuine(hook.secret, *proof, body, clock.now + timedelta(minutes=6))


def test_a_signature_is_that_of_the_specification() -> None:
    """The example of the Standard Webhooks specification and its reference libraries."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_webhook_hears_only_what_it_asked_for(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver
) -> None:
    queue.webhooks.add(receiver.url, kinds=[EventKind.CLAIMED], queue="general", private=True)
    queue.webhooks.add(receiver.url, queue="elsewhere", private=True)
    queue.enqueue([entry("a")])
    queue.claim("ann")
    assert dispatcher.round() == [Outcome.TAKEN]
    assert json.loads(receiver.received[0][1])["type"] == "review.claimed"


def test_what_is_not_taken_is_tried_again_and_given_up_in_the_open(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver, clock: Clock
) -> None:
    hook = queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry("a")])
    receiver.status = 503
    outcomes = []
    while not queue.webhooks.dead():
        outcomes += dispatcher.round()
        assert dispatcher.round() == []
        clock.forward(hours=7)
    assert outcomes == [Outcome.AGAIN] * (ATTEMPTS - 1) + [Outcome.GIVEN_UP]
    [letter] = queue.webhooks.dead()
    assert (letter.attempts, letter.problem) == (ATTEMPTS, "answered 503")
    assert len({headers["webhook-id"] for headers, _ in receiver.received}) == 1
    receiver.status = 204
    assert queue.webhooks.revive(hook.id) == 1
    assert dispatcher.round() == [Outcome.TAKEN]
    assert queue.webhooks.dead() == []


def test_pauses_double_up_to_the_longest() -> None:
    pauses = [pause(n, "x") for n in range(1, ATTEMPTS)]
    for n, waited in enumerate(pauses):
        base = min(FIRST * 2**n, LONGEST)
        assert base <= waited <= base * 1.1
    assert pause(10_000, "x") <= LONGEST * 1.1


def test_a_delivery_whose_sender_crashed_is_tried_again(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver, clock: Clock
) -> None:
    queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry("a")])
    queue.webhooks.spread()
    assert len(queue.webhooks.take_due(10, timedelta(seconds=60))) == 1
    assert dispatcher.round() == []
    clock.forward(seconds=60)
    assert dispatcher.round() == [Outcome.TAKEN]


def test_a_redirect_is_not_followed(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver
) -> None:
    queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry("a")])
    receiver.status = 307
    assert dispatcher.round() == [Outcome.AGAIN]
    assert len(receiver.received) == 1


def test_a_dead_end_keeps_nobody_else_waiting(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver
) -> None:
    queue.webhooks.add("http://127.0.0.1:9/", private=True)
    queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry("a")])
    assert sorted(dispatcher.round()) == [Outcome.AGAIN, Outcome.TAKEN]


def test_a_dead_end_with_much_to_hear_costs_a_round_one_attempt(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver
) -> None:
    queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry(name) for name in "abcde"])
    receiver.status = 503
    assert dispatcher.round() == [Outcome.AGAIN]
    receiver.status = 204
    # What was not tried is due at once, and not when a lease runs out.
    assert dispatcher.round() == [Outcome.TAKEN] * 4


def test_a_removed_webhook_is_told_nothing_more(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver
) -> None:
    hook = queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry("a")])
    queue.webhooks.spread()
    queue.webhooks.remove(hook.id)
    assert dispatcher.round() == []
    with pytest.raises(NotFound):
        queue.webhooks.remove(hook.id)


def test_golden_items_are_not_told_of(
    queue: Queue, dispatcher: Dispatcher, receiver: Receiver
) -> None:
    from caveat.moderation import Disposition, Draft

    queue.webhooks.add(receiver.url, private=True)
    queue.seed_golden(entry("a"), Draft(Disposition.PUBLISH), "chief")
    assert dispatcher.round() == []


def test_the_thread_delivers_by_itself(queue: Queue, receiver: Receiver) -> None:
    queue.webhooks.add(receiver.url, private=True)
    queue.enqueue([entry("a")])
    dispatcher = Dispatcher(queue.webhooks, private=True)
    dispatcher.start()
    waited = threading.Event()
    for _ in range(600):
        if receiver.received:
            break
        waited.wait(0.05)
    dispatcher.close()
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "target",
    [
        "http://example.com/hook",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://printer.local/",
        "https://metadata.google.internal/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.8]/",
        "https://user:secret@example.com/",
        "file:///etc/passwd",
        "https://",
        "https://exa mple.com/",
        "https://example.com/" + "x" * 3_000,
        "gopher://example.com",
    ],
)
def test_a_url_that_leads_into_the_house_is_refused(target: str) -> None:
    with pytest.raises(InvalidArticle, match="url"):
        check_url(target, private=False)


def test_a_public_https_url_is_taken() -> None:
    check_url("https://hooks.example.com:8443/caveat?x=1", private=False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("answers", [["10.0.0.8"], ["93.184.216.34", "127.0.0.1"]])
def test_a_name_that_leads_into_the_house_is_not_called(
    monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in answers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    transport = PublicTransport()
    with pytest.raises(httpx.ConnectError, match="not public"):
        transport.handle_request(httpx.Request("POST", "https://rebound.example/"))
    transport.close()


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    seen: list[httpx.Request] = []

    def answer(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    transport = PublicTransport()
    transport.handle_request(httpx.Request("POST", "https://hooks.example:8443/x"))
    transport.close()
    [request] = seen
    assert request.url.host == "93.184.216.34"
    assert request.headers["host"] == "hooks.example:8443"
    assert request.extensions["sni_hostname"] == "hooks.example"


def test_attempts_span_about_a_day() -> None:
    whole = sum((pause(n, "x") for n in range(1, deliveries.ATTEMPTS)), timedelta())
    assert timedelta(hours=20) < whole < timedelta(hours=30)
