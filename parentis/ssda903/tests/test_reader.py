"""A return, wherever it lies, and what is refused."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from parentis.ssda903 import reader
from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.reader import read, read_years
from parentis.ssda903.returns import Held
from parentis.ssda903.tests.returns import (
    EPISODES,
    HEADER,
    OC3,
    lines,
    put,
    rows,
    rules,
    told,
)

FILES = {"Header.csv": HEADER, "Episodes.csv": EPISODES, "OC3.csv": OC3}
CHILDREN = [("ann",), ("ben",)]


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, lines(text))
    return out.getvalue()


def test_a_folder_of_csv_files_is_a_return(tmp_path: Path) -> None:
    result = read(put(tmp_path, FILES), council="888")

    assert result.year == 2025
    assert rows(result.returns, "header", "council", "year", "child", "dob") == [
        ("888", 2025, "ann", date(2005, 6, 1)),
        ("888", 2025, "ben", date(2005, 6, 2)),
    ]
    assert result.returns.held == {
        Held("888", 2025, name) for name in ("header", "episodes", "oc3")
    }
    assert result.tables_by_year == {2025: ("header", "episodes", "oc3")}
    assert not result.findings


def test_files_are_told_by_their_columns_whatever_their_names(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": HEADER, "b": EPISODES, "OC2.csv": OC3})

    result = read(tmp_path)

    assert result.tables_by_year == {2025: ("header", "episodes", "oc3")}


def test_one_csv_file_is_a_return_of_one_table(tmp_path: Path) -> None:
    put(tmp_path, {"oc3.csv": OC3})

    result = read(tmp_path / "oc3.csv", year=2025)

    assert rows(result.returns, "oc3", "child") == CHILDREN
    assert result.tables_by_year == {2025: ("oc3",)}


def test_a_zip_is_a_return_however_deep_its_folders(tmp_path: Path) -> None:
    content = zipped(
        {
            "deep/er/Header.csv": HEADER,
            "deep/Episodes.csv": EPISODES,
            "__MACOSX/deep/._Episodes.csv": EPISODES,
            "deep/.DS_Store": "x",
        }
    )
    put(tmp_path, {"return.zip": content})

    result = read(tmp_path / "return.zip")

    assert rows(result.returns, "header", "child") == CHILDREN
    assert not result.findings


def test_a_name_that_climbs_out_of_a_zip_is_only_a_name(tmp_path: Path) -> None:
    content = zipped({"../../Header.csv": HEADER, "/Episodes.csv": EPISODES})
    put(tmp_path, {"in/return.zip": content})

    result = read(tmp_path / "in" / "return.zip")

    assert rows(result.returns, "header", "child") == CHILDREN
    assert [each.name for each in tmp_path.iterdir()] == ["in"]


def test_a_folder_that_holds_one_zip_is_that_return(tmp_path: Path) -> None:
    put(tmp_path, {"2025.zip": zipped(FILES)})

    assert rows(read(tmp_path).returns, "header", "child") == CHILDREN


def test_a_zip_beside_the_tables_stays_shut(tmp_path: Path) -> None:
    put(tmp_path, {**FILES, "old.zip": zipped(FILES), "notes/x.csv": "a,b\n"})

    result = read(tmp_path)

    assert rows(result.returns, "header", "child") == CHILDREN
    assert [each.file for each in result.findings] == ["notes", "old.zip"]


def test_a_zip_in_a_zip_stays_shut(tmp_path: Path) -> None:
    out = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("old.zip", zipped(FILES))
    put(tmp_path, {"r.zip": out.getvalue()})

    result = read(tmp_path / "r.zip")

    assert rows(result.returns, "header", "child") == CHILDREN
    assert told(result.findings, "file-refused") == [("old.zip", 0, "", "")]


def test_what_is_no_table_is_named_and_left_out(tmp_path: Path) -> None:
    put(tmp_path, {**FILES, "readme.txt": "Hello", "other.csv": "a,b\n1,2\n"})

    result = read(tmp_path)

    assert told(result.findings, "file-not-a-table") == [
        ("other.csv", 0, "", ""),
        ("readme.txt", 0, "", ""),
    ]


def test_of_two_files_of_one_table_all_rows_are_used_and_it_is_told(
    tmp_path: Path,
) -> None:
    put(
        tmp_path,
        {
            **FILES,
            "more.csv": """
                CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
                cat,01/06/2005,YES,F2,U1
            """,
        },
    )

    result = read(tmp_path)

    assert {child for (child,) in rows(result.returns, "oc3", "child")} == {
        "ann",
        "ben",
        "cat",
    }
    assert told(result.findings, "table-twice") == [("more.csv", 0, "", "")]


def test_the_year_is_told_by_the_name_before_the_dates(tmp_path: Path) -> None:
    put(tmp_path, {f"2023-24/{name}": text for name, text in FILES.items()})

    result = read(tmp_path / "2023-24")

    assert result.year == 2024
    assert "year-in-doubt" in rules(result.findings)


def test_the_year_that_is_given_comes_before_the_name(tmp_path: Path) -> None:
    put(tmp_path, {f"2023/{name}": text for name, text in FILES.items()})

    assert read(tmp_path / "2023", year=2025).year == 2025


def test_a_return_without_dates_of_events_asks_for_its_year(tmp_path: Path) -> None:
    with pytest.raises(ReturnRejected, match="--year"):
        read(put(tmp_path, {"oc3.csv": OC3}))


@pytest.mark.parametrize("year", [2015, 2028])
def test_a_year_that_is_not_known_is_refused(tmp_path: Path, year: int) -> None:
    with pytest.raises(ReturnRejected, match="2016 to 2027"):
        read(put(tmp_path, FILES), year=year)


def test_dates_of_a_year_that_is_not_known_are_refused(tmp_path: Path) -> None:
    old = {"e.csv": "CHILD,DECOM,LS\nann,01/05/2011,C2\n"}

    with pytest.raises(ReturnRejected, match="2016 to 2027"):
        read(put(tmp_path, old))


def test_returns_lie_in_a_folder_one_a_year(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            **{f"2025/{name}": text for name, text in FILES.items()},
            "2024/OC3.csv": OC3,
            "2023.zip": zipped({"OC3.csv": OC3}),
            "published/x.csv": "la,value\n1,2\n",
            "empty/readme": "",
            "notes.txt": "Hello",
        },
    )
    seen: list[tuple[str, int, int]] = []

    result = read_years(
        tmp_path,
        council="888",
        progress=lambda name, done, total: seen.append((name, done, total)),
    )

    assert result.years == (2023, 2024, 2025)
    assert result.tables_by_year[2024] == ("oc3",)
    assert rows(result.returns, "oc3", "year", "child") == [
        (year, child) for year in (2024, 2025, 2023) for (child,) in CHILDREN
    ]
    assert told(result.findings, "no-return-here") == [
        ("empty", 0, "", ""),
        ("published", 0, "", ""),
    ]
    assert told(result.findings, "file-left-out") == [("notes.txt", 0, "", "")]
    assert seen[-1] == ("", 5, 5)


def test_findings_of_many_years_name_the_folder(tmp_path: Path) -> None:
    bad = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nann,01/06/2005,MAYBE,F2,U1\n"
    put(tmp_path, {"2025/OC3.csv": bad, "2024.zip": zipped({"x/OC3.csv": bad})})

    result = read_years(tmp_path)

    assert [place for place, *_ in told(result.findings, "code-unknown")] == [
        "2024.zip/x/OC3.csv",
        "2025/OC3.csv",
    ]


def test_one_return_may_be_read_as_years_too(tmp_path: Path) -> None:
    put(tmp_path, {"r/oc3.csv": OC3})

    assert read_years(tmp_path / "r", year=2025).years == (2025,)
    assert read_years(tmp_path / "r" / "oc3.csv", year=2024).years == (2024,)


def test_a_code_is_judged_by_the_year_of_its_own_return(tmp_path: Path) -> None:
    text = "CHILD,SEX,DOB,ETHNIC\nann,1,,WBRI\nben,M,,WBRI\n"
    put(tmp_path, {"2024/h.csv": text, "2025/h.csv": text})

    result = read_years(tmp_path)

    assert rows(result.returns, "header", "year", "child", "sex") == [
        (2024, "ann", "1"),
        (2024, "ben", None),
        (2025, "ann", None),
        (2025, "ben", "M"),
    ]
    assert [
        (file, row) for file, row, _, _ in told(result.findings, "code-not-in-year")
    ] == [("2024/h.csv", 3), ("2025/h.csv", 2)]


def test_two_returns_of_one_year_are_refused_by_name(tmp_path: Path) -> None:
    put(tmp_path, {"2025/OC3.csv": OC3, "2024-25/OC3.csv": OC3})

    with pytest.raises(ReturnRejected, match=r"2024-25 and 2025 are both"):
        read_years(tmp_path)


def test_one_year_of_a_folder_of_years_is_read_by_its_year(tmp_path: Path) -> None:
    put(tmp_path, {"2025/OC3.csv": OC3, "2024/OC3.csv": OC3})

    assert read(tmp_path, year=2024).year == 2024
    with pytest.raises(ReturnRejected, match="several returns"):
        read(tmp_path)


def test_large_returns_wait_on_disk_and_read_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(
        tmp_path,
        {
            f"{year}/{name}": text
            for year in (2025, 2026)
            for name, text in FILES.items()
        },
    )
    together = read_years(tmp_path)
    monkeypatch.setattr(reader, "ROWS_READ_TOGETHER", 1)

    apart = read_years(tmp_path)

    assert rows(apart.returns, "header", "year", "child", "sex") == rows(
        together.returns, "header", "year", "child", "sex"
    )
    assert list(apart.findings) == list(together.findings)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"readme.txt": "Hello"}, "There is no return"),
        ({"2025/readme.txt": "Hello"}, "There is no return"),
        ({}, "There is no return"),
    ],
)
def test_no_return_at_all_is_refused(
    tmp_path: Path, files: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ReturnRejected, match=sentence):
        read_years(put(tmp_path, files))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "holds no table"),
        (b"Hello", "holds no table"),
        (b"%PDF-1.7\n\x00\xff", "holds no table"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"PK\x05\x06" + bytes(18), "holds no table"),
        (b"<a><b></a>", "not well-formed"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "no return"),
    ],
)
def test_a_file_that_is_no_return_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    put(tmp_path, {"file": content})

    with pytest.raises(ReturnRejected, match=sentence) as refused:
        read(tmp_path / "file")

    assert "\n" not in str(refused.value)


def test_a_path_to_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReturnRejected, match="There is nothing at"):
        read(tmp_path / "nowhere")


def test_a_table_with_headings_alone_is_held_and_empty(tmp_path: Path) -> None:
    put(tmp_path, {"Header.csv": HEADER, "OC3.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n"})

    result = read(tmp_path, year=2025, council="888")

    assert result.returns.has("888", 2025, "oc3")
    assert not result.returns.has("888", 2025, "episodes")
    assert rows(result.returns, "oc3", "child") == []


def test_a_table_before_its_first_year_is_used_and_told(tmp_path: Path) -> None:
    text = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nann,,S1,01/05/2019,,\n"

    result = read(put(tmp_path, {"sw.csv": text}), year=2020)

    assert rows(result.returns, "sw_episodes", "child") == [("ann",)]
    assert told(result.findings, "table-not-in-year") == [("sw.csv", 0, "", "")]


def test_a_years_folder_may_hold_the_zip_of_its_return(tmp_path: Path) -> None:
    put(tmp_path / "2024", {"OC3.csv": lines(OC3)})
    (tmp_path / "2025").mkdir()
    with zipfile.ZipFile(tmp_path / "2025" / "return.zip", "w") as archive:
        archive.writestr("OC3.csv", lines(OC3))

    assert read_years(tmp_path).years == (2024, 2025)


def test_several_years_within_one_are_refused(tmp_path: Path) -> None:
    for year in ("2024", "2025"):
        put(tmp_path / "returns" / year, {"OC3.csv": lines(OC3)})

    with pytest.raises(ReturnRejected, match=r"several years \(2024, 2025\)"):
        read_years(tmp_path)


def test_the_folder_in_a_zip_may_tell_the_year(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "return.zip", "w") as archive:
        archive.writestr("2024-25/OC3.csv", lines(OC3))

    assert read(tmp_path / "return.zip").year == 2025


def test_a_return_of_an_unknown_year_is_left_out_of_many_and_told(
    tmp_path: Path,
) -> None:
    put(tmp_path / "2014", {"OC3.csv": lines(OC3)})
    put(tmp_path / "2025", {"OC3.csv": lines(OC3)})
    result = read_years(tmp_path)

    assert result.years == (2025,)
    assert [(each.file, each.rule) for each in result.findings.errors] == [
        ("2014", "return-left-out")
    ]
