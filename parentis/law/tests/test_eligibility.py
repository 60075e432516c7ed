"""Each category stands beside its neighbour, one day or one fact away."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.law.care import (
    Accommodated,
    Detained,
    Education,
    History,
    LookedAfter,
    Period,
    SpecialGuardianship,
    birthday,
    months_after,
)
from parentis.law.cases import CasesRefused, decide_cases, history_of
from parentis.law.eligibility import (
    NAMES,
    RULES,
    Category,
    Change,
    category_by_the_rules,
    category_on,
    decide,
)

BORN = date(2008, 5, 20)  # 16 on 20 May 2024, 18 on 20 May 2026
AT_16, AT_18 = date(2024, 5, 20), date(2026, 5, 20)


def care(start, end=None, status="V2"):
    return LookedAfter(start=start, end=end, legal_status=status)


def test_the_worked_cases(shared):
    path = shared / "facts" / "eligibility_cases.json"
    cases = json.loads(path.read_text())["cases"]

    decided = {each["id"]: each for each in decide_cases(path)}

    assert {name: each["category"] for name, each in decided.items()} == {
        case["id"]: case["expect"] for case in cases
    }
    assert {name for name, each in decided.items() if each["boundary"]} == {
        case["id"] for case in cases if case.get("boundary")
    }


@pytest.mark.parametrize(
    ("story", "periods", "on", "expected"),
    [
        ("16 today", [care(date(2020, 1, 1))], AT_16, Category.ELIGIBLE),
        (
            "16 tomorrow",
            [care(date(2020, 1, 1))],
            AT_16 - timedelta(1),
            Category.LOOKED_AFTER_UNDER_16,
        ),
        (
            "13 weeks",
            [care(date(2024, 6, 1))],
            date(2024, 8, 31),
            Category.ELIGIBLE,
        ),
        (
            "a day short",
            [care(date(2024, 6, 1))],
            date(2024, 8, 30),
            Category.LOOKED_AFTER_NOT_ELIGIBLE,
        ),
        (
            "13 weeks in pieces",
            [
                care(date(2023, 1, 1), date(2023, 2, 20)),
                care(date(2024, 6, 1)),
            ],
            date(2024, 7, 15),
            Category.ELIGIBLE,
        ),
        (
            "two councils' records overlap, and a day counts once",
            [care(date(2024, 6, 1)), care(date(2024, 6, 10))],
            date(2024, 8, 30),
            Category.LOOKED_AFTER_NOT_ELIGIBLE,
        ),
        (
            "left care a week ago",
            [care(date(2020, 1, 1), date(2024, 6, 1))],
            date(2024, 6, 8),
            Category.RELEVANT,
        ),
        (
            "left the day before 16",
            [care(date(2020, 1, 1), AT_16)],
            date(2024, 6, 8),
            Category.NONE,
        ),
        (
            "left the day after 16",
            [care(date(2020, 1, 1), AT_16 + timedelta(1))],
            date(2024, 6, 8),
            Category.RELEVANT,
        ),
        (
            "relevant, and in care again",
            [care(date(2020, 1, 1), date(2024, 6, 1)), care(date(2024, 9, 1))],
            date(2024, 9, 1),
            Category.ELIGIBLE,
        ),
        (
            "a year of short breaks",
            [care(date(2024, 6, 1), status="V4")],
            date(2025, 6, 1),
            Category.LOOKED_AFTER_NOT_ELIGIBLE,
        ),
        (
            "short breaks, then 13 weeks of section 20",
            [
                care(date(2023, 6, 1), date(2024, 6, 1), status="V4"),
                care(date(2024, 6, 1)),
            ],
            date(2024, 8, 31),
            Category.ELIGIBLE,
        ),
        (
            "left care by turning 18",
            [care(date(2020, 1, 1), AT_18)],
            AT_18,
            Category.FORMER_RELEVANT,
        ),
        (
            "nobody wrote down that care ended at 18",
            [care(date(2020, 1, 1))],
            AT_18,
            Category.FORMER_RELEVANT,
        ),
        (
            "seven weeks in care until 18",
            [care(AT_18 - timedelta(49), AT_18)],
            AT_18,
            Category.QUALIFYING,
        ),
    ],
)
def test_by_care_alone(story, periods, on, expected):
    assert category_on(History(born=BORN, looked_after=periods), on) == expected, story


LEFT = date(2025, 1, 10)


@pytest.mark.parametrize(
    ("story", "at_home", "on", "expected"),
    [
        ("six months", [Period(start=LEFT)], date(2025, 7, 10), Category.QUALIFYING),
        ("a day less", [Period(start=LEFT)], date(2025, 7, 9), Category.RELEVANT),
        (
            "it broke down",
            [Period(start=LEFT, end=date(2025, 8, 1))],
            date(2025, 8, 1),
            Category.RELEVANT,
        ),
        (
            "at home since before care ended: time in care does not count",
            [Period(start=date(2024, 10, 1))],
            date(2025, 5, 1),
            Category.RELEVANT,
        ),
        ("six months by 18", [Period(start=LEFT)], AT_18, Category.QUALIFYING),
        (
            "under six months by 18",
            [Period(start=AT_18 - timedelta(90), end=AT_18 + timedelta(30))],
            AT_18 + timedelta(60),
            Category.FORMER_RELEVANT,
        ),
    ],
)
def test_living_at_home_after_care(story, at_home, on, expected):
    history = History(
        born=BORN, looked_after=[care(date(2020, 1, 1), LEFT)], at_home=at_home
    )

    assert category_on(history, on) == expected, story


@pytest.mark.parametrize(
    ("weeks", "expected"), [(20, Category.RELEVANT), (12, Category.NONE)]
)
def test_detained_at_16_straight_from_care(weeks, expected):
    detained = AT_16 - timedelta(30)
    history = History(
        born=BORN,
        looked_after=[care(detained - timedelta(weeks=weeks), detained)],
        detained=[Detained(start=detained, end=date(2024, 9, 1))],
    )

    assert category_on(history, date(2025, 1, 1)) == expected


def test_a_special_guardian_at_17_has_to_be_confirmed():
    history = History(
        born=BORN,
        looked_after=[care(date(2020, 1, 1), LEFT)],
        special_guardianship=SpecialGuardianship(
            start=LEFT, was_looked_after_before=True
        ),
    )

    soon = decide(history, on=date(2025, 2, 1))
    later = decide(history, on=date(2025, 8, 1))

    assert soon.category == Category.RELEVANT
    assert later.category == Category.QUALIFYING
    assert "legal advice" in soon.confirm[0]


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        ("hospital", 100, Category.QUALIFYING),
        ("hospital", 60, Category.NONE),
        ("private_fostering", 60, Category.QUALIFYING),
    ],
)
def test_accommodated_or_fostered_after_16(kind, days, expected):
    start = date(2024, 8, 1)
    stay = Accommodated(kind=kind, start=start, end=start + timedelta(days))

    assert (
        category_on(History(born=BORN, accommodated=[stay]), date(2025, 2, 1))
        == expected
    )


OLDER = History(
    born=date(2003, 5, 20), looked_after=[care(date(2015, 1, 1), date(2021, 5, 20))]
)


@pytest.mark.parametrize(
    ("story", "facts", "expected"),
    [
        ("nothing said", {}, Category.NOT_ASKED_FOR_SUPPORT),
        (
            "asked",
            {"asked_for_support": [Period(start=date(2025, 1, 1))]},
            Category.ASKED_FOR_SUPPORT,
        ),
        (
            "asked, and no longer wants it",
            {
                "asked_for_support": [
                    Period(start=date(2025, 1, 1), end=date(2026, 1, 1))
                ]
            },
            Category.NOT_ASKED_FOR_SUPPORT,
        ),
        (
            "on the degree in the plan",
            {
                "education": [
                    Education(is_in_plan_from_before_21=True, ends_on=date(2026, 6, 2))
                ]
            },
            Category.EDUCATION_CONTINUING,
        ),
        (
            "the degree ended today",
            {
                "education": [
                    Education(is_in_plan_from_before_21=True, ends_on=date(2026, 6, 1))
                ]
            },
            Category.NOT_ASKED_FOR_SUPPORT,
        ),
        (
            "told the council of a course",
            {"education": [Education(informed_on=date(2026, 6, 1))]},
            Category.SECTION_23CA,
        ),
        (
            "will tell the council tomorrow",
            {"education": [Education(informed_on=date(2026, 6, 2))]},
            Category.NOT_ASKED_FOR_SUPPORT,
        ),
    ],
)
def test_from_21_to_24(story, facts, expected):
    history = History(born=OLDER.born, looked_after=OLDER.looked_after, **facts)

    assert category_on(history, date(2026, 6, 1)) == expected, story


def test_a_decision_says_what_is_missing_and_where_it_is_written():
    decision = decide(History(born=BORN), on=AT_16)
    eligible = next(f for f in decision.findings if f.rule.name == "Eligible child")

    assert [condition.text for condition in eligible.unmet] == [
        "is looked after",
        (
            "has been looked after for 13 weeks since turning 14, short breaks aside,"
            " some of it after turning 16"
        ),
    ]
    assert str(eligible.unmet[1].source).endswith("regulation 40(1)")


def test_a_decision_says_what_comes_next():
    history = History(born=BORN, looked_after=[care(date(2020, 1, 1))])

    change = decide(history, on=date(2025, 1, 1)).next_change

    assert str(change) == "becomes former relevant child on 20 May 2026"
    ends = Change(on=date(2033, 5, 20), category=Category.NONE)
    assert str(ends) == "is in no category of the law from 20 May 2033"


def test_every_category_has_a_name_and_but_none_a_rule():
    assert set(NAMES) == set(Category)
    assert set(RULES) == set(Category) - {Category.NONE}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 11, 10), 6, date(2026, 5, 10)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_after(day, months, expected):
    assert months_after(day, months) == expected


def test_who_is_born_on_29_february_is_a_year_older_on_1_march():
    assert birthday(date(2008, 2, 29), 17) == date(2025, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


# -- for any history -------------------------------------------------------------------

DAYS = st.dates(date(2018, 1, 1), date(2032, 1, 1))
SPANS: st.SearchStrategy[dict[str, Any]] = st.tuples(
    DAYS, st.integers(1, 900), st.booleans()
).map(
    lambda drawn: {
        "start": drawn[0],
        "end": None if drawn[2] else drawn[0] + timedelta(drawn[1]),
    }
)
HISTORIES = st.builds(
    History,
    born=st.dates(date(2006, 1, 1), date(2010, 1, 1)),
    looked_after=st.lists(
        st.builds(
            lambda span, status: LookedAfter(**span, legal_status=status),
            SPANS,
            st.sampled_from(["V2", "C2", "V4"]),
        ),
        max_size=4,
    ),
    detained=st.lists(SPANS.map(lambda span: Detained(**span)), max_size=1),
    at_home=st.lists(SPANS.map(lambda span: Period(**span)), max_size=2),
    accommodated=st.lists(
        st.builds(
            lambda span, kind: Accommodated(**span, kind=kind),
            SPANS,
            st.sampled_from(["hospital", "private_fostering"]),
        ),
        max_size=1,
    ),
    special_guardianship=st.none()
    | SPANS.map(lambda span: SpecialGuardianship(**span, was_looked_after_before=True)),
    education=st.lists(
        st.builds(
            Education,
            is_in_plan_from_before_21=st.booleans(),
            informed_on=st.none() | DAYS,
            ends_on=st.none() | DAYS,
        ),
        max_size=2,
    ),
    asked_for_support=st.lists(SPANS.map(lambda span: Period(**span)), max_size=2),
    adopted_on=st.none() | DAYS,
    died_on=st.none() | DAYS,
)


@settings(deadline=None, max_examples=60)
@given(history=HISTORIES, on=DAYS)
def test_the_next_change_is_exact(history, on):
    now = category_by_the_rules(history, on)
    change = decide(history, on=on).next_change

    until = change.on if change else date(2036, 1, 1)
    day = on
    while day < until:
        assert category_by_the_rules(history, day) == now, day
        assert category_on(history, day) == now, day
        day += timedelta(days=1)
    if change:
        assert category_by_the_rules(history, change.on) == change.category != now


@settings(deadline=None, max_examples=80)
@given(history=HISTORIES, on=DAYS, span=SPANS)
def test_short_breaks_never_make_anyone_eligible(history, on, span):
    with_short_breaks = replace(
        history,
        looked_after=[*history.looked_after, LookedAfter(**span, legal_status="V4")],
    )

    if category_by_the_rules(with_short_breaks, on) == Category.ELIGIBLE:
        assert category_by_the_rules(history, on) == Category.ELIGIBLE


AGES = {
    Category.LOOKED_AFTER_UNDER_16: (0, 15),
    Category.ELIGIBLE: (16, 17),
    Category.LOOKED_AFTER_NOT_ELIGIBLE: (16, 17),
    Category.RELEVANT: (16, 17),
    Category.FORMER_RELEVANT: (18, 20),
    Category.EDUCATION_CONTINUING: (21, 24),
    Category.SECTION_23CA: (21, 24),
    Category.ASKED_FOR_SUPPORT: (21, 24),
    Category.NOT_ASKED_FOR_SUPPORT: (21, 24),
    Category.QUALIFYING: (16, 20),
}


@settings(deadline=None, max_examples=25)
@given(history=HISTORIES)
def test_ageing_a_day_never_goes_through_categories_in_an_impossible_order(history):
    day, before = date(2022, 1, 1), Category.NONE
    while day < date(2035, 6, 1):
        now = category_by_the_rules(history, day)
        if now != Category.NONE:
            youngest, oldest = AGES[now]
            assert youngest <= history.age_on(day) <= oldest
        if now == Category.NOT_ASKED_FOR_SUPPORT and before != now:
            assert before not in {Category.RELEVANT, Category.ELIGIBLE}
        day, before = day + timedelta(days=1), now


# -- cases as JSON ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is not JSON"),
        ("3", "holds no list of cases"),
        ('{"cases": [{"id": "A1", "as_of": "2026-06-01"}]}', "Case A1 has no dob"),
        (
            '[{"id": "A2", "dob": "1 May 2008", "as_of": "2026-06-01"}]',
            "Case A2 cannot be read",
        ),
        ("[3]", "Case 1 cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path, text, says):
    path = tmp_path / "cases.json"
    path.write_text(text)

    with pytest.raises(CasesRefused, match=says):
        decide_cases(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CasesRefused, match="There is no file"):
        decide_cases(tmp_path / "none.json")


def test_a_case_says_why_nobody_is_owed_anything(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text('[{"id": "A", "dob": "2008-01-01", "as_of": "2026-06-01"}]')

    (decided,) = decide_cases(path)

    assert decided["category"] == "none"
    assert any("special guardian" in each["reason"] for each in decided["reasons"])
    assert history_of({"dob": "2008-01-01"}).born == date(2008, 1, 1)
