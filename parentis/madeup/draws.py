"""Chance that comes out the same everywhere: seeded draws as Polars arithmetic.

Each draw is a hash (SplitMix64) of a row's key, the seed and what is being drawn. So a
draw depends on nothing else: not on how many people there are, on the order of rows, or
on the version of a library. Polars multiplies `UInt64` modulo 2**64, which it needs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

SQUARE_ROOT_OF_3 = 1.7320508075688772

_MODULUS = 2**64
_STEP = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB


def _whole(value: int) -> pl.Expr:
    return pl.lit(value % _MODULUS, dtype=pl.UInt64)


@dataclass(frozen=True)
class Draws:
    """Draws for one seed. `key` is a column of whole numbers, one a thing drawn for.

    `of` keeps apart what is drawn for different councils from one seed.
    """

    seed: int
    of: str = ""

    def _salt(self, what: str) -> int:
        told = hashlib.sha256(f"{self.seed}/{self.of}/{what}".encode()).digest()
        return int.from_bytes(told[:8], "big")

    def bits(self, key: pl.Expr, what: str) -> pl.Expr:
        """64 well-mixed bits for each key."""
        mixed = key.cast(pl.UInt64) * _whole(_STEP) + _whole(self._salt(what))
        mixed = (mixed ^ (mixed // _whole(1 << 30))) * _whole(_FIRST)
        mixed = (mixed ^ (mixed // _whole(1 << 27))) * _whole(_SECOND)
        return mixed ^ (mixed // _whole(1 << 31))

    def share(self, key: pl.Expr, what: str) -> pl.Expr:
        """A number from 0 up to, not including, 1."""
        return (self.bits(key, what) // _whole(1 << 11)).cast(pl.Float64) / float(
            1 << 53
        )

    def whole(self, key: pl.Expr, what: str, below: int) -> pl.Expr:
        """A whole number from 0 to `below` - 1."""
        return (self.share(key, what) * below).floor().cast(pl.Int64)

    def wait(self, key: pl.Expr, what: str, mean: pl.Expr | float) -> pl.Expr:
        """Days until something that may happen on any day, `mean` days on average."""
        return ((1.0 - self.share(key, what)).log() * -1.0 * mean).floor()

    def happens(self, key: pl.Expr, what: str, probability: pl.Expr | float) -> pl.Expr:
        return self.share(key, what) < probability

    def bell(self, key: pl.Expr, what: str) -> pl.Expr:
        """A draw of mean 0 and standard deviation 1, near enough to normal."""
        parts = [self.share(key, f"{what}/{part}") for part in range(4)]
        return (pl.sum_horizontal(parts) - 2.0) * SQUARE_ROOT_OF_3


Weights = Sequence[tuple[str, float]]


def pick(share: pl.Expr, weights: Weights) -> pl.Expr:
    """The code whose slice of 0 to 1 holds `share`. Weights need not add up to 1."""
    total = sum(weight for _, weight in weights)
    chosen: pl.Expr = pl.lit(weights[-1][0])
    reached = total
    # Built from the last slice back, so that the first is asked about first.
    for (code, _), (_, after) in zip(
        reversed(weights[:-1]), reversed(weights[1:]), strict=True
    ):
        reached -= after
        chosen = pl.when(share < reached / total).then(pl.lit(code)).otherwise(chosen)
    return chosen
