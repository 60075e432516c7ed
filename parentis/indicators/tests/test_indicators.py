"""What is true of every indicator."""

import json
import subprocess
import sys
from collections import Counter

from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.compute import compute
from parentis.indicators.indicator import Better, Theme
from parentis.indicators.looked_after import LOOKED_AFTER
from parentis.ssda903.tables import TABLE_BY_NAME

PROMISED = """
    in-touch-19-to-21 eet-17 higher-education-22-to-25 neet-25
    suitable-accommodation-17-to-18 suitable-accommodation-17-to-18-to-2017
    activity-19-to-21.not-known accommodation-20.foyer contact-24.refuses
    staying-put-18 staying-put-19-to-20 ni-147 ni-148
    looked-after unaccompanied family-or-friends three-placements
    same-placement-two-years reviews-on-time took-part-in-reviews health-assessment
    dental-check immunisations development-checks sdq-score convicted
    substance-misuse missing away out-of-authority twenty-miles-away adopted
    three-social-workers started ceased placement.foster-relative reason-ceased.adopted
"""


def test_codes_are_unique():
    twice = [code for code, n in Counter(i.code for i in INDICATORS).items() if n > 1]

    assert twice == []
    assert len(INDICATOR_BY_CODE) == len(INDICATORS)


def test_codes_others_rely_on_are_there():
    assert set(PROMISED.split()) <= INDICATOR_BY_CODE.keys()


def test_indicators_come_by_theme():
    order = list(Theme)
    places = [order.index(indicator.theme) for indicator in INDICATORS]

    assert places == sorted(places)


def test_words_are_sentences():
    for indicator in INDICATORS:
        for words in (indicator.why_it_matters, indicator.counted, indicator.out_of):
            assert words[0].isupper(), words
            assert words.endswith((".", "?")), words
            assert "  " not in words
        for words in indicator.exclusions:
            assert words[0].islower(), words
            assert not words.endswith("."), words
        assert not indicator.title.endswith(".")


def test_tables_are_those_of_the_return():
    for indicator in INDICATORS:
        asked = (*indicator.cohort.tables, *indicator.tables)

        assert set(asked) <= TABLE_BY_NAME.keys()
        assert len(asked) == len(set(asked))


def test_a_category_is_named_after_its_distribution():
    for indicator in INDICATORS:
        stem, dot, _ = indicator.code.partition(".")

        assert indicator.part_of == (stem if dot else "")


def test_the_categories_of_a_distribution_are_everybody(on_polars):
    within = ("apprenticeship", "training-or-employment")
    whole: dict[tuple[str, int, str], int] = {}
    added: Counter[tuple[str, int, str]] = Counter()
    for each in compute(on_polars):
        indicator = INDICATOR_BY_CODE[each.indicator]
        stem, _, category = each.indicator.partition(".")
        if not indicator.part_of or each.unavailable or category in within:
            continue
        key = (each.council, each.year, stem)
        whole[key] = each.denominator or 0
        added[key] += int(each.numerator or 0)

    assert {key: added[key] for key in whole} == whole
    assert sum(whole.values())


def test_formulas_from_memory_say_so():
    marked = {each.code for each in INDICATORS if each.source.is_from_memory}

    assert {
        "ni-147",
        "ni-148",
        "reviews-on-time",
        "took-part-in-reviews",
        "three-placements",
        "same-placement-two-years",
        "family-or-friends",
    } <= marked
    assert not marked & {"eet-19-to-21", "health-assessment", "adopted"}


def test_one_question_is_asked_of_a_cohort():
    same = {id(i.cohort) for i in INDICATORS if i.cohort.name == LOOKED_AFTER.name}

    assert same == {id(LOOKED_AFTER)}


def test_importing_the_indicators_is_quick():
    """Every command imports them: they hold no more than they must."""
    code = (
        "import narwhals, polars, parentis.ssda903.returns, time, json;"
        "began = time.process_time();"
        "import parentis.indicators;"
        "print(json.dumps(time.process_time() - began))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert json.loads(ran.stdout) < 0.15


def test_from_22_the_figures_say_that_they_are_of_those_in_the_return():
    asked = [each for each in INDICATORS if "aged 22" in each.title]

    assert {each.better for each in asked} == {Better.NEITHER}
    for each in asked:
        assert "in the return" in each.out_of, each.code
        assert any("cannot be compared" in words for words in each.exclusions)


def test_apprenticeships_are_told_apart_since_dfe_does():
    first_years = {
        each.code: each.first_year
        for each in INDICATORS
        if each.code.endswith((".apprenticeship", ".training-or-employment"))
    }

    assert first_years["activity-19-to-21.apprenticeship"] == 2022
    assert first_years["activity-22-to-25.training-or-employment"] == 2023
