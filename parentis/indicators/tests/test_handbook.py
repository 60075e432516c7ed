"""The handbook tells every definition, with examples that are tests."""

import pytest

from parentis.indicators import INDICATORS
from parentis.indicators.handbook import handbook
from parentis.indicators.worked_examples import worked_examples


@pytest.fixture(scope="module")
def page():
    return handbook()


def test_every_figure_is_told(page):
    for indicator in INDICATORS:
        words = indicator.short_title if indicator.part_of else indicator.counted
        assert words in page, indicator.code


def test_ages_are_told_once(page):
    assert page.count("`eet-<age>`") == 1
    assert "`eet-19`" not in page
    assert "`staying-put-18`" in page


def test_what_is_from_memory_says_so(page):
    section = page.partition("`ni-147`")[2].partition("###")[0]

    assert "(from memory, not yet confirmed)" in section
    assert "Historic" in section


def test_a_drawn_table_is_a_worked_example(page):
    example = page.partition("#### Losing touch does not improve the figure")[2]

    assert "dee   | 2005-06-01 | NO       |" in example.partition("####")[0]
    assert "Counted: ann. Out of: ann, dee." in example.partition("####")[0]


def test_earlier_returns_are_told_apart(page):
    assert "Episodes of 2023:" in page


def test_every_example_names_an_indicator():
    codes = {indicator.code for indicator in INDICATORS}

    assert {example.code for example in worked_examples()} <= codes


def test_without_the_tests_there_are_no_examples(tmp_path):
    assert worked_examples(tmp_path) == []
