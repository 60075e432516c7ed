"""What the made-up advisers wrote down goes together, and is the same each time."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import narwhals as nw
import pytest

from parentis.madeup import make_up
from parentis.madeup.caseload import children_of
from parentis.madeup.casework import casework_of
from parentis.ssda903.reader import read_years

ON = date(2026, 5, 4)


@pytest.fixture(scope="module")
def returns(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    make_up(folder, children=40, years=5)
    return read_years(folder).returns


@pytest.fixture(scope="module")
def casework(returns):
    return casework_of(children_of(returns), returns, on=ON)


def test_it_is_the_same_each_time(returns, casework):
    assert casework_of(children_of(returns), returns, on=ON) == casework


@pytest.mark.parametrize("what", ["periods", "lived", "did"])
def test_one_thing_ends_before_the_next_begins(casework, what):
    for each in casework.values():
        for one, following in pairwise(getattr(each, what)):
            assert one.ended_on
            assert one.ended_on <= following.started_on


def test_an_attempt_is_never_a_meeting(casework):
    met = [met for each in casework.values() for met in each.met]

    assert any(each.is_made for each in met)
    assert not any(each.is_seen for each in met if not each.is_made)
    assert all(each.at.date() <= ON for each in met)


def test_an_unsuitable_home_says_why(casework):
    lived = [lived for each in casework.values() for lived in each.lived]

    assert all(each.why for each in lived if not each.is_suitable)


def test_what_old_returns_told_is_written_in_the_words_of_today(returns):
    oc3 = returns["oc3"].with_columns(activ=nw.lit("F3"))
    as_once = replace(returns, tables={**returns.tables, "oc3": oc3})

    told = casework_of(children_of(as_once), as_once, on=ON)

    kinds = {did.kind for each in told.values() for did in each.did}
    assert "F5" in kinds
    assert not kinds & {"F3", "P3"}
