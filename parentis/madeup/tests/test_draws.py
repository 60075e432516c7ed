"""Draws come out the same on every machine and in every version."""

import hashlib

import polars as pl
import pytest

from parentis.madeup.draws import Draws, pick

MODULUS = 2**64


def splitmix64(key: int, salt: int) -> int:
    """The same hash in plain whole numbers."""
    mixed = (key * 0x9E3779B97F4A7C15 + salt) % MODULUS
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) % MODULUS
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) % MODULUS
    return mixed ^ (mixed >> 31)


def test_a_draw_is_splitmix64_of_key_seed_and_what_is_drawn() -> None:
    keys = [0, 1, 2, 987_654_321, 2**40]
    salt = int.from_bytes(hashlib.sha256(b"7//road").digest()[:8], "big")

    drawn = pl.DataFrame({"key": keys}).select(Draws(7).bits(pl.col("key"), "road"))

    assert drawn.to_series().to_list() == [splitmix64(key, salt) for key in keys]


def test_a_draw_does_not_depend_on_who_else_is_there() -> None:
    draw = Draws(1).share(pl.col("key"), "road").alias("drawn")
    alone = pl.DataFrame({"key": [41]}).select(draw).item()
    among = pl.DataFrame({"key": range(100)}).with_columns(draw)

    assert among.filter(pl.col("key") == 41)["drawn"].item() == alone


def test_each_code_takes_its_slice() -> None:
    shares = pl.DataFrame({"share": [0.0, 0.49, 0.5, 0.74, 0.75, 0.999]})

    picked = shares.select(pick(pl.col("share"), (("a", 2), ("b", 1), ("c", 1))))

    assert picked.to_series().to_list() == ["a", "a", "b", "b", "c", "c"]


def test_waits_have_the_mean_asked_for() -> None:
    waits = pl.DataFrame({"key": range(20_000)}).select(
        Draws(1).wait(pl.col("key"), "wait", 100.0)
    )

    assert waits.to_series().mean() == pytest.approx(99.5, rel=0.03)
