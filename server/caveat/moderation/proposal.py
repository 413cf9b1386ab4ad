"""A policy file with what decisions speak for: written for a person to read and to apply."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from caveat.moderation.fit import SignalFit
from caveat.policy import Policy


def propose(base: Policy, fits: Iterable[SignalFit]) -> str:
    """A policy file in TOML: the base with new thresholds and calibrations, and why.

    The version is the base's with a hash of what follows it: the same decisions propose the same
    file, to the last byte.
    """
    by_signal = {fit.signal: fit for fit in fits}
    body = [f"hold = {base.hold:g}"]
    for signal in sorted({*base.weights, *by_signal}):
        body += ["", *_signal(base, signal, by_signal.get(signal))]
    text = "\n".join(body) + "\n"
    root = base.version.split("+", 1)[0]
    version = f"{root}+{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    head = [
        f"# Proposed from decisions, on the policy {base.version}. Nothing is in force until",
        "# a person applies it: caveat policy apply FILE --by NAME",
        f'version = "{version}"',
    ]
    return "\n".join(head) + "\n" + text


def _signal(base: Policy, signal: str, fit: SignalFit | None) -> list[str]:
    lines = [f"[signals.{signal}]", f"weight = {base.weights.get(signal, 1.0):g}"]
    threshold = base.thresholds.get(signal, 1.0)
    points = base.calibrations.get(signal, ())
    if fit is None:
        lines.append("# no finding was judged")
    elif fit.threshold is None:
        lines.append(f"# unchanged: {fit.why_not}")
    else:
        threshold, points = fit.threshold, fit.points
        (low, high), (lowest, highest) = fit.precision.interval, fit.recall.interval
        expected = (
            f"# precision {fit.precision.share:.3f} ({low:.3f} to {high:.3f}), "
            f"recall {fit.recall.share:.3f} ({lowest:.3f} to {highest:.3f})"
        )
        lines += [
            f"# from {fit.findings} judged findings, {fit.upheld} upheld;",
            "# expected on findings that it has not seen, with 95% intervals:",
            expected,
        ]
    lines.append(f"threshold = {threshold:g}")
    if points:
        method = f" {fit.method}," if fit is not None and fit.threshold is not None else ""
        lines.append(f"#{method} score to probability, straight lines between")
        lines.append("calibration = [" + ", ".join(f"[{x:g}, {y:g}]" for x, y in points) + "]")
    return lines
