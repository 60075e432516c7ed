"""What was read, but does not fit together."""

from pathlib import Path

import pytest

from parentis.ssda903.checks import ALL_ROW_CHECKS
from parentis.ssda903.reader import ReadReturn, read
from parentis.ssda903.tests.returns import HEADER, put, rows, rules, told


def with_oc3(folder: Path, line: str, *, year: int = 2025) -> ReadReturn:
    text = f"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n{line}\n"
    return read(put(folder, {"OC3.csv": text}), year=year)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("ann,01/06/2005,YES,F2,", "oc3-153-all-or-none"),
        ("ann,01/06/2005,DIED,F2,0", "oc3-344-left-the-cohort"),
        ("ann,01/06/2005,RHOM,0,U1", "oc3-344-left-the-cohort"),
        ("ann,01/06/2005,YES,0,U1", "oc3-345-in-touch"),
        ("ann,01/06/2007,YES,F2,Z1", "oc3-3001-former-foster-carers-at-17"),
        ("ann,31/03/2008,YES,F2,Z2", "oc3-3001-former-foster-carers-at-17"),
        ("ann,01/04/2008,YES,F2,U1", "oc3-age"),
        ("ann,31/03/1999,YES,F2,U1", "oc3-age"),
    ],
)
def test_a_care_leaver_whose_row_does_not_fit_together_is_told(
    tmp_path: Path, line: str, rule: str
) -> None:
    result = with_oc3(tmp_path, line)

    assert rule in rules(result.findings)


@pytest.mark.parametrize(
    "line",
    [
        "ann,01/06/2005,YES,F2,U1",
        "ann,01/06/2005,,,",
        "ann,01/06/2005,DIED,0,0",
        "ann,01/06/2005,NO,0,0",
        "ann,31/03/2007,YES,F2,Z1",
        "ann,31/03/2008,YES,F2,U1",
        "ann,01/04/1999,YES,F2,U1",
        "ann,01/06/2005,YES,F2,S2",
    ],
)
def test_a_care_leaver_whose_row_fits_together_is_not(
    tmp_path: Path, line: str
) -> None:
    assert not with_oc3(tmp_path, line).findings


def test_homelessness_is_never_suitable(tmp_path: Path) -> None:
    before = with_oc3(tmp_path, "ann,01/06/2001,YES,F2,S1", year=2021)
    after = with_oc3(tmp_path, "ann,01/06/2005,YES,F2,S1", year=2025)

    assert rules(before.findings) == {"oc3-133-never-suitable"}
    assert rules(after.findings) == {"code-year-not-sure"}


def test_an_end_before_its_beginning_is_told(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "e.csv": """
                CHILD,DECOM,LS,DEC
                ann,01/05/2024,C2,30/04/2024
                ben,01/05/2024,C2,01/05/2024
            """,
            "m.csv": """
                CHILD,DOB,MISSING,MIS_START,MIS_END
                ann,,M,02/05/2024,01/05/2024
            """,
        },
    )

    result = read(tmp_path, year=2025)

    assert told(result.findings, "ends-before-it-begins") == [
        ("e.csv", 2, "DEC", "30/04/2024"),
        ("m.csv", 2, "MIS_END", "01/05/2024"),
    ]


def test_dates_out_of_reach_are_told_and_kept(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "h.csv": """
                CHILD,SEX,DOB,ETHNIC
                ann,F,01/06/0205,WBRI
                ben,M,01/04/2025,WBRI
                cat,F,31/03/2025,WBRI
            """
        },
    )

    result = read(tmp_path, year=2025)

    assert told(result.findings, "date-before-1900") == [
        ("h.csv", 2, "DOB", "01/06/0205")
    ]
    assert told(result.findings, "date-after-year") == [
        ("h.csv", 3, "DOB", "01/04/2025")
    ]
    assert all(dob for (dob,) in rows(result.returns, "header", "dob"))


def test_a_child_who_is_not_in_header_is_told(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "Header.csv": HEADER,
            "OC3.csv": """
                CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
                ann,01/06/2005,YES,F2,U1
                cat,01/06/2005,YES,F2,U1
            """,
        },
    )

    result = read(tmp_path, year=2025)

    assert told(result.findings, "child-not-in-header") == [
        ("OC3.csv", 3, "CHILD", "cat")
    ]


def test_without_a_header_nobody_is_missing_from_it(tmp_path: Path) -> None:
    assert not with_oc3(tmp_path, "ann,01/06/2005,YES,F2,U1").findings


def test_a_birthday_that_differs_from_headers_is_told(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "Header.csv": HEADER,
            "OC3.csv": """
                CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
                ann,02/06/2005,YES,F2,U1
                ben,,NO,0,0
            """,
        },
    )

    result = read(tmp_path, year=2025)

    (finding,) = (each for each in result.findings if each.rule == "dob-differs")
    assert (finding.row, finding.value, finding.child) == (2, "02/06/2005", "ann")
    assert "01/06/2005" in finding.message


def test_the_later_of_two_rows_alike_is_told_and_both_stay(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "OC3.csv": """
                CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
                ann,01/06/2005,YES,F2,U1
                ann,01/06/2005,YES,F2,U1
                ben,01/06/2005,YES,F2,U1
                ben,01/06/2005,YES,F2,B1
                ,01/06/2005,YES,F2,B1
                ,01/06/2005,YES,F2,B1
            """
        },
    )

    result = read(tmp_path, year=2025)

    assert told(result.findings, "row-twice") == [("OC3.csv", 3, "CHILD", "ann")]
    assert told(result.findings, "key-twice") == [("OC3.csv", 5, "CHILD", "ben")]
    assert told(result.findings, "child-missing") == [
        ("OC3.csv", 6, "CHILD", ""),
        ("OC3.csv", 7, "CHILD", ""),
    ]
    assert rows(result.returns, "oc3", "child", "accom") == [
        ("ann", "U1"),
        ("ann", "U1"),
        ("ben", "U1"),
        ("ben", "B1"),
        (None, "B1"),
        (None, "B1"),
    ]


def test_episodes_that_overlap_are_told(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "e.csv": """
                CHILD,DECOM,LS,DEC
                ann,01/06/2024,C2,
                ann,01/05/2024,C2,01/06/2024
                ben,01/05/2024,C2,02/06/2024
                ben,01/06/2024,C2,
                cat,01/05/2024,C2,
                cat,01/06/2024,C2,
            """
        },
    )

    result = read(tmp_path, year=2025)

    assert told(result.findings, "episodes-overlap") == [
        ("e.csv", 5, "DECOM", "01/06/2024"),
        ("e.csv", 7, "DECOM", "01/06/2024"),
    ]


def test_a_cell_that_could_not_be_read_is_told_once(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "e.csv": """
                CHILD,DECOM,LS,DEC
                ann,01/05/2024,C2,31/06/2024
                ann,01/07/2024,C2,
            """,
            "o.csv": """
                CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
                ann,01/06/2005,YES,F2,Q9
            """,
        },
    )

    result = read(tmp_path, year=2025)

    assert [(each.file, each.rule) for each in result.findings.errors] == [
        ("e.csv", "date-impossible"),
        ("o.csv", "code-unknown"),
    ]
    assert rules(result.findings.warnings) == {"column-missing"}


def test_a_malformed_postcode_is_told_and_kept(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "e.csv": """
                CHILD,DECOM,LS,HOME_POST,PL_POST
                ann,01/06/2024,C2, pr1 8xj,PR18XJ
                ben,01/06/2024,C2,PR1,somewhere
            """
        },
    )

    result = read(tmp_path, year=2025)

    assert told(result.findings, "postcode-malformed") == [
        ("e.csv", 3, "PL_POST", "somewhere")
    ]
    assert rows(result.returns, "episodes", "home_post", "pl_post") == [
        ("pr1 8xj", "PR18XJ"),
        ("PR1", "somewhere"),
    ]


def test_every_check_says_what_to_do() -> None:
    assert all(each.message.endswith(".") for each in ALL_ROW_CHECKS)
