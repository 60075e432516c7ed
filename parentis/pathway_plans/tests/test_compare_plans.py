"""Versions side by side: what stayed is marked so, what changed is shown by words."""

import time
from datetime import UTC, datetime

import pytest

from parentis.pathway_plans import actions
from parentis.pathway_plans.queries import LONG_TO_COMPARE, _compared_text

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)


@pytest.fixture
def review(there, plan_in):
    plan_in("approved")
    plan = actions.begin_plan(there.sam, by=there.adviser, at=NOW)
    actions.write_section(
        plan.sections.get(matter="home"),
        by=there.adviser,
        at=NOW,
        version=1,
        answers={"goals": "Bid for a two-bedroom flat each week."},
    )
    return plan


def pieces(before, after):
    compared = _compared_text("Goals", before, after)
    return [(each.text.strip(), each.same.value) for each in compared.pieces]


def test_what_changed_is_told_word_by_word():
    assert pieces("A flat by May", "A house by May") == [
        ("A", "stayed"),
        ("flat", "went"),
        ("house", "came"),
        ("by May", "stayed"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "One\n\ntwo"),
        ("One\n\ntwo", ""),
        ("a  b\nc", "a b\n c"),
        ("x", "x"),
        ("", ""),
    ],
)
def test_both_texts_are_whole_on_their_sides(before, after):
    compared = _compared_text("Goals", before, after)

    assert "".join(each.text for each in compared.left) == before
    assert "".join(each.text for each in compared.right) == after


def test_long_texts_are_compared_in_no_time():
    started = time.process_time()
    words = LONG_TO_COMPARE * 2

    _compared_text("Goals", "same " * words, "same " * words + "and more")

    assert time.process_time() - started < 5


def test_the_page_marks_what_is_unchanged_and_who_changed_the_rest(
    visit, there, review
):
    page = visit(f"{there.url}compare/", by=there.adviser)

    assert "1 of 10 matters changed." in page
    assert "Home, and whether it is suitable Changed Written by Priya Nair" in page
    assert "Money Unchanged" in page
    assert "Bid for a (taken out:) one-bedroom (end) flat each week." in page
    assert "Bid for a (put in:) two-bedroom (end) flat each week." in page


def test_one_plan_alone_is_beside_nothing(visit, there, plan_in):
    plan_in("draft")

    assert visit(f"{there.url}compare/", by=there.adviser).status == 404
