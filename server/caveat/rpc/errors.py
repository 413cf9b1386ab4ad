"""The one table from our exceptions to gRPC statuses, and back."""

from __future__ import annotations

import logging
import traceback
import uuid
from urllib.parse import quote

import grpc
from google.protobuf import any_pb2, duration_pb2
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2

from caveat import errors

_log = logging.getLogger(__name__)

DOMAIN = "caveat.dev"

CODES: dict[type[errors.CaveatError], grpc.StatusCode] = {
    errors.InvalidArticle: grpc.StatusCode.INVALID_ARGUMENT,
    errors.UnreadableInput: grpc.StatusCode.INVALID_ARGUMENT,
    errors.TooLarge: grpc.StatusCode.RESOURCE_EXHAUSTED,
    errors.NotFound: grpc.StatusCode.NOT_FOUND,
    errors.NotBuilt: grpc.StatusCode.UNIMPLEMENTED,
    errors.StoreUnavailable: grpc.StatusCode.UNAVAILABLE,
    errors.Overloaded: grpc.StatusCode.UNAVAILABLE,
    errors.LeaseLost: grpc.StatusCode.FAILED_PRECONDITION,
    errors.Stale: grpc.StatusCode.ABORTED,
    errors.TooLate: grpc.StatusCode.FAILED_PRECONDITION,
    errors.NotAllowed: grpc.StatusCode.PERMISSION_DENIED,
}
_BY_REASON = {error.reason: error for error in CODES}
_BY_NUMBER = {code.value[0]: code for code in grpc.StatusCode}

# How long a caller should wait before it tries an overloaded server again.
_RETRY_SECONDS = 1

# A status travels in headers, twice: as text, percent-encoded, and with its details, in base64.
# Peers cap all headers together, gRPC's own at 8 KiB: these leave room for the rest.
_MAX_TEXT = 600
_MAX_DESCRIPTION = 300
_MAX_VIOLATIONS = 3_500


def status_of(error: Exception) -> status_pb2.Status:
    """The status that answers an exception.

    What is not one of ours is INTERNAL: its kind and place go to the log under an incident
    number, and only that number to the caller. Its message stays out of both, for it may quote
    an article.
    """
    code = next((CODES[kind] for kind in type(error).__mro__ if kind in CODES), None)
    if code is None or not isinstance(error, errors.CaveatError):
        return _internal(error)
    metadata: dict[str, str] = {}
    details: list[Message] = []
    if isinstance(error, errors.InvalidArticle):
        bad_request = _bad_request(error)
        metadata["violations"] = str(len(error.violations))
        details.append(bad_request)
        if omitted := len(error.violations) - len(bad_request.field_violations):
            metadata["omitted"] = str(omitted)
    if isinstance(error, errors.Overloaded):
        details.append(
            error_details_pb2.RetryInfo(retry_delay=duration_pb2.Duration(seconds=_RETRY_SECONDS))
        )
    return _status(code, str(error), error.reason, metadata, details)


def code_of(status: status_pb2.Status) -> grpc.StatusCode:
    """The gRPC code of a status; UNKNOWN for a number that gRPC does not know."""
    return _BY_NUMBER.get(status.code, grpc.StatusCode.UNKNOWN)


def error_of(status: status_pb2.Status) -> errors.CaveatError:
    """The exception that a status of this server stands for, with all of its violations.

    A status without our ErrorInfo, or with a reason of a later version, is a plain CaveatError.
    """
    info = error_details_pb2.ErrorInfo()
    bad_request = error_details_pb2.BadRequest()
    for detail in status.details:
        if detail.Is(info.DESCRIPTOR):
            detail.Unpack(info)
        elif detail.Is(bad_request.DESCRIPTOR):
            detail.Unpack(bad_request)
    kind = _BY_REASON.get(info.reason) if info.domain == DOMAIN else None
    if kind is errors.InvalidArticle:
        return errors.InvalidArticle(
            [errors.Violation(v.field, v.description) for v in bad_request.field_violations]
        )
    return (kind or errors.CaveatError)(status.message)


def _internal(error: Exception) -> status_pb2.Status:
    incident = uuid.uuid4().hex[:12]
    _log.error(
        "internal error incident=%s type=%s\n%s",
        incident,
        type(error).__name__,
        "".join(traceback.format_tb(error.__traceback__)),
    )
    return _status(
        grpc.StatusCode.INTERNAL,
        f"internal error; the server's log tells more under {incident}",
        errors.CaveatError.reason,
        {"incident": incident},
        [],
    )


def _bad_request(error: errors.InvalidArticle) -> error_details_pb2.BadRequest:
    """As many violations as fit, each described as far as fits."""
    message = error_details_pb2.BadRequest()
    for v in error.violations:
        description = v.problem + (f"; {v.remedy}" if v.remedy else "")
        message.field_violations.add(
            field=v.field, description=_clipped(description, _MAX_DESCRIPTION)
        )
        if message.ByteSize() > _MAX_VIOLATIONS:
            del message.field_violations[-1]
            break
    return message


def _clipped(text: str, limit: int) -> str:
    """A text that takes at most ``limit`` bytes when it is percent-encoded."""
    if len(quote(text)) <= limit:
        return text
    kept = text[:limit]
    while len(quote(kept)) > limit - len(quote("…")):
        kept = kept[: len(kept) * 3 // 4]
    return kept + "…"


def _status(
    code: grpc.StatusCode,
    text: str,
    reason: str,
    metadata: dict[str, str],
    details: list[Message],
) -> status_pb2.Status:
    status = status_pb2.Status(code=code.value[0], message=_clipped(text, _MAX_TEXT))
    info = error_details_pb2.ErrorInfo(reason=reason, domain=DOMAIN, metadata=metadata)
    for detail in (info, *details):
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return status
