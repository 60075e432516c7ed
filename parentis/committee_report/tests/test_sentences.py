"""Sentences made from figures."""

from parentis.committee_report.sentences import (
    beside_in_words,
    moved_in_words,
    sentence,
)
from parentis.committee_report.tests.drawn import beside, evidence, figure
from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.indicator import Figure

EET = INDICATOR_BY_CODE["eet-19-to-21"]
NEET = INDICATOR_BY_CODE["neet-19-to-21"]


def test_a_sentence_has_the_counts_and_last_years_figure() -> None:
    held = evidence(
        figure("eet-19-to-21", 2024, 100, 200), figure("eet-19-to-21", 2025, 110, 200)
    )

    assert sentence(EET, held, year=2025) == (
        "55.0% of care leavers aged 19 to 21 (110 of 200) were in education,"
        " employment or training, up from 50.0% a year before.[^eet-19-to-21]"
    )


def test_a_figure_that_did_not_move_says_so() -> None:
    held = evidence(
        figure("eet-19-to-21", 2024, 100, 200), figure("eet-19-to-21", 2025, 100, 200)
    )

    assert "the same as a year before" in sentence(EET, held, year=2025)


def test_a_hidden_figure_says_why_and_gives_no_number() -> None:
    hidden = Figure(indicator="eet-19-to-21", council="999", year=2025, is_hidden=True)
    last = figure("eet-19-to-21", 2024, 100, 200)

    said = sentence(EET, evidence(hidden, last), year=2025)

    assert "somebody might be recognised" in said
    assert "50.0" not in said


def test_a_figure_that_needs_an_earlier_return_says_which() -> None:
    lacking = Figure(
        indicator="eet-19-to-21",
        council="999",
        year=2025,
        unavailable="needs the return of 2023",
    )

    assert "needs the return of 2023" in sentence(EET, evidence(lacking), year=2025)


def test_others_are_named_in_one_sentence() -> None:
    others = beside(neighbours=49.8, region=47.95, england=49.28)

    assert beside_in_words(EET, others) == (
        "The mean of our statistical neighbours was 49.8%; in the North West it was"
        " 48.0% and in England 49.3%."
    )


def test_a_suppressed_region_is_not_mentioned() -> None:
    assert beside_in_words(EET, beside(england=54.0)) == "In England it was 54%."


def test_more_young_people_out_of_work_is_worse() -> None:
    held = evidence(
        figure("neet-19-to-21", 2024, 50, 200), figure("neet-19-to-21", 2025, 60, 200)
    )

    assert moved_in_words([NEET], held, year=2025).splitlines()[-1] == (
        f"- Worse: {NEET.short_title}"
    )
