"""What the processor can do, by the names that Linux gives its flags."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def flags() -> frozenset[str]:
    """The flags of the first core; none where the system does not tell."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("flags", "Features"):
            return frozenset(value.split())
    return frozenset()


def multiplies_int8() -> bool:
    """Whether there are instructions for products of bytes (VNNI); without, int8 gains little."""
    return bool(flags() & {"avx512_vnni", "avx_vnni", "amx_int8"})


def multiplies_bfloat16() -> bool:
    """Whether there are instructions for products of bfloat16."""
    return bool(flags() & {"avx512_bf16", "amx_bf16"})


def has_gpu() -> bool:
    """Whether the system has an NVIDIA device; asks no library, which would cost seconds."""
    return Path("/dev/nvidiactl").exists()
