"""Which articles share wording: shingles, MinHash signatures and their bands.

Broder (1997) for resemblance and containment; Leskovec, Rajaraman and Ullman, *Mining of Massive
Datasets*, ch. 3, for banding.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from zlib import crc32

import numpy as np
import numpy.typing as npt
import rensa

from caveat.document import Document
from caveat.store.terms import body_spans, tokens

Hashes = npt.NDArray[np.uint32]

# Eight words in a row are hardly ever written twice by chance.
SHINGLE = 8
# A shorter sentence counts as one shingle, unless it is so short that it says nothing.
_SHORTEST = 4
# Where reading stops: some 40 pages, and nobody copies the beginning of those by chance.
_MOST = 20_000
# 16 bands of 4: articles that share 7 of 10 shingles meet with probability 0.99, those that share
# 2 of 10 with 0.03. Less is found by what the articles are about.
_PERMUTATIONS = 64
_ROWS = 4
# Part of what is stored: another seed means other signatures for the same text.
_SEED = 20_230_509


def shingles(document: Document) -> frozenset[str]:
    """The runs of eight words inside the sentences of the body, folded to lower case.

    Sentences that are mostly quotation are left out: two reporters who quote one speaker at
    length have not copied one another.
    """
    return frozenset(islice(_shingles(document), _MOST))


def hashes(found: frozenset[str]) -> Hashes:
    """The shingles as they are stored: 32 bits each, sorted. Two articles of a thousand shingles
    each share one by chance once in four thousand pairs.
    """
    return np.unique(np.fromiter((crc32(s.encode()) for s in found), np.uint32, len(found)))


def signature(found: frozenset[str]) -> bytes:
    """The MinHash signature: 64 little-endian 32-bit numbers, or b"" for no shingles."""
    if not found:
        return b""
    minhash = rensa.RMinHash(_PERMUTATIONS, _SEED)
    minhash.update(sorted(found))
    return np.asarray(minhash.digest(), dtype="<u4").tobytes()


def bands(fingerprint: bytes) -> list[int]:
    """The keys under which articles of like wording meet, one a band; 63 bits each."""
    width = _ROWS * 4
    return [
        int.from_bytes(
            hashlib.blake2b(
                bytes([at // width]) + fingerprint[at : at + width], digest_size=8
            ).digest(),
            "little",
        )
        >> 1
        for at in range(0, len(fingerprint), width)
    ]


def overlaps(sets: Sequence[Hashes]) -> npt.NDArray[np.int64]:
    """How many hashes each two sets share: an array (sets, sets), their sizes on the diagonal."""
    sizes = [len(s) for s in sets]
    _, place, holders = np.unique(np.concatenate(sets), return_inverse=True, return_counts=True)
    # Most wording stands in one article only, and those need no table.
    shared = holders > 1
    column = np.cumsum(shared) - 1
    kept = shared[place]
    table = np.zeros((len(sets), int(shared.sum())), dtype=np.float32)
    table[np.repeat(np.arange(len(sets)), sizes)[kept], column[place[kept]]] = 1.0
    counts = (table @ table.T).astype(np.int64)
    np.fill_diagonal(counts, sizes)
    return counts


def containment(a: Hashes, b: Hashes) -> float:
    """The share of the smaller set that stands in the other, 0 to 1 (0 when either is empty)."""
    smaller = min(len(a), len(b))
    return float(overlaps([a, b])[0, 1] / smaller) if smaller else 0.0


def _shingles(document: Document) -> Iterator[str]:
    quoted = sorted((q.span.start, q.span.end) for q in document.quotations)
    for span in body_spans(document):
        if 2 * _covered(quoted, span.start, span.end) > len(span):
            continue
        words = [token.lower() for token in tokens(document.text(span))]
        if len(words) >= SHINGLE:
            for at in range(len(words) - SHINGLE + 1):
                yield " ".join(words[at : at + SHINGLE])
        elif len(words) >= _SHORTEST:
            yield " ".join(words)


def _covered(ranges: list[tuple[int, int]], start: int, end: int) -> int:
    """How many code points of start..end lie in sorted ranges (nested ones count once)."""
    total = 0
    at = max(0, bisect_right(ranges, (start, start)) - 1)
    reached = start
    for first, last in ranges[at:]:
        if first >= end:
            break
        total += max(0, min(last, end) - max(first, reached))
        reached = max(reached, last)
    return total
