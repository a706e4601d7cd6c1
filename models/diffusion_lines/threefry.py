"""The page's noise in numpy: Threefry-2x32-20 (Salmon et al. 2011) and Box–Muller, as in src/math/rng.ts.

Its logarithm and cosine are numpy's, where the page has polynomials of its own; they agree to 1e-6.
"""

from __future__ import annotations

import numpy as np

ROTATIONS = (13, 15, 26, 6, 17, 29, 16, 24)
PARITY = np.uint32(0x1BD11BDA)


def threefry2x32(key0: int, key1: int, counter0: np.ndarray, counter1: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two random uint32 words for each counter."""
    with np.errstate(over="ignore"):
        k0, k1 = np.uint32(key0), np.uint32(key1)
        keys = (k0, k1, k0 ^ k1 ^ PARITY)
        x0 = counter0.astype(np.uint32) + k0
        x1 = counter1.astype(np.uint32) + k1
        for group in range(1, 6):
            for distance in ROTATIONS[:4] if group % 2 == 1 else ROTATIONS[4:]:
                x0 = x0 + x1
                x1 = ((x1 << np.uint32(distance)) | (x1 >> np.uint32(32 - distance))) ^ x0
            x0 = x0 + keys[group % 3]
            x1 = x1 + keys[(group + 1) % 3] + np.uint32(group)
    return x0, x1


def gaussian_field(seed: int, step: int, count: int) -> np.ndarray:
    """The standard normal numbers of elements 0 … count-1 of (seed, step), float64."""
    elements = np.arange(count, dtype=np.uint32)
    word0, word1 = threefry2x32(seed, step, elements, np.zeros_like(elements))
    u0 = ((word0 >> np.uint32(8)).astype(np.float64) + 1) / 2**24
    u1 = (word1 >> np.uint32(8)).astype(np.float64) / 2**24
    return np.sqrt(-2 * np.log(u0)) * np.cos(2 * np.pi * u1)
