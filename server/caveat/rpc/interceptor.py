"""What every call of ours passes through: sizes, errors and the log."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, TypeAlias

import grpc
from google.protobuf.message import DecodeError, Message
from grpc_status import rpc_status

from caveat.errors import CaveatError, TooLarge, UnreadableInput
from caveat.rpc.context import Context
from caveat.rpc.errors import code_of, status_of

_log = logging.getLogger(__name__)

_OURS = "/caveat."

Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"


@dataclass(slots=True)
class CallCounts:
    """How many calls ended how, and how long they took in all (seconds), by method."""

    ended: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Stands in for a request that could not be read."""

    error: CaveatError


class CallInterceptor(grpc.aio.ServerInterceptor):
    """Turns exceptions into statuses, refuses what is too large, counts and logs calls.

    The log has a call's method, code, time and peer: never a word of an article.
    """

    def __init__(self, max_message_bytes: int) -> None:
        self._max_message_bytes = max_message_bytes
        self.counts = CallCounts()

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[Handler | None]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> Handler | None:
        """Wrap a handler of ours; health and reflection pass as they are."""
        handler = await continuation(handler_call_details)
        method = handler_call_details.method
        if handler is None or not method.startswith(_OURS):
            return handler
        read = _read_all if handler.request_streaming else _read
        codec: dict[str, Any] = {
            "request_deserializer": self._readable(handler.request_deserializer),
            "response_serializer": _serialize,
        }
        if handler.request_streaming and handler.response_streaming:
            stream = self._stream(method, read, handler.stream_stream)
            return grpc.stream_stream_rpc_method_handler(stream, **codec)
        if handler.response_streaming:
            stream = self._stream(method, read, handler.unary_stream)
            return grpc.unary_stream_rpc_method_handler(stream, **codec)
        if handler.request_streaming:
            single = self._single(method, read, handler.stream_unary)
            return grpc.stream_unary_rpc_method_handler(single, **codec)
        single = self._single(method, read, handler.unary_unary)
        return grpc.unary_unary_rpc_method_handler(single, **codec)

    # The stubs of grpc type a handler's behaviour as the synchronous server's: hence Any.

    def _single(self, method: str, read: Callable[[Any], Any], behaviour: Any) -> Any:
        async def call(request: Any, context: Context) -> Any:
            async with self._observed(method, context):
                return await behaviour(read(request), context)

        return call

    def _stream(self, method: str, read: Callable[[Any], Any], behaviour: Any) -> Any:
        # Not a generator: gRPC would leave a cancelled one to the garbage collector, and with it
        # the work that is under way.
        async def call(request: Any, context: Context) -> None:
            async with (
                self._observed(method, context),
                aclosing(behaviour(read(request), context)) as responses,
            ):
                async for response in responses:
                    try:
                        await context.write(response)
                    except Exception as gone:
                        raise asyncio.CancelledError("the caller has gone") from gone

        return call

    def _readable(self, deserialize: Any) -> Callable[[bytes], Message | _Refused]:
        def read(data: bytes) -> Message | _Refused:
            if len(data) > self._max_message_bytes:
                return _Refused(
                    TooLarge(
                        f"the message has {len(data):,} bytes, the limit is "
                        f"{self._max_message_bytes:,}; send shorter articles"
                    )
                )
            try:
                message: Message = deserialize(data)
            except DecodeError:
                return _Refused(
                    UnreadableInput(
                        "the message is not a valid protobuf message of this method's request; "
                        "check that every string is UTF-8"
                    )
                )
            return message

        return read

    @asynccontextmanager
    async def _observed(self, method: str, context: Context) -> AsyncIterator[None]:
        started = perf_counter()
        # Asked now, because gRPC 1.85 crashes when asked for the peer of a call that has ended.
        peer = context.peer()
        try:
            yield
        except asyncio.CancelledError:
            self._record(method, grpc.StatusCode.CANCELLED, started, peer)
            raise
        except Exception as error:  # noqa: BLE001 (every exception has a status)
            status = status_of(error)
            self._record(method, code_of(status), started, peer)
            answer = rpc_status.to_status(status)
            await context.abort(answer.code, answer.details, answer.trailing_metadata)
        else:
            self._record(method, grpc.StatusCode.OK, started, peer)

    def _record(self, method: str, code: grpc.StatusCode, started: float, peer: str) -> None:
        seconds = perf_counter() - started
        self.counts.ended[method, code.name] += 1
        self.counts.seconds[method] = self.counts.seconds.get(method, 0.0) + seconds
        _log.info("call method=%s code=%s ms=%.1f peer=%s", method, code.name, seconds * 1e3, peer)


def _read(request: Any) -> Any:
    if isinstance(request, _Refused):
        raise request.error
    return request


async def _read_all(requests: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async for request in requests:
        yield _read(request)


def _serialize(message: Message) -> bytes:
    # Maps in the order of their keys: the same answer is the same bytes.
    return message.SerializeToString(deterministic=True)
