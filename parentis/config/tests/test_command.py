"""The `parentis` command: what an analyst types, and what comes back."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from pypdf import PdfReader

from parentis.config.command import main
from parentis.madeup import make_up

CARE_LEAVERS = """CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
1,01/06/2005,YES,F1,U1
2,01/06/2005,YES,G5,U2
3,01/06/2004,NO,0,0
4,01/06/2004,DIED,0,0
"""
EPISODES = """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,HOME_POST,PL_POST
9,01/06/2020,S,C2,N1,U6,PR1,,,,
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def rows_of(result: Result) -> dict[str, dict[str, Any]]:
    """The rows of JSON by indicator, of one year."""
    assert result.exit_code == 0, result.output
    return {row["indicator"]: row for row in json.loads(result.stdout)}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up")
    make_up(folder, children=120, years=3, published=False)
    return folder


@pytest.fixture
def care_leavers(tmp_path: Path) -> Path:
    """A return of 2025 with four care leavers: one has died and is left out."""
    folder = tmp_path / "2025"
    folder.mkdir()
    (folder / "oc3.csv").write_text(CARE_LEAVERS)
    (folder / "episodes.csv").write_text(EPISODES)
    return folder


def test_figures_as_json_say_who_was_counted_out_of_whom(care_leavers: Path) -> None:
    rows = rows_of(run("figures", care_leavers, "--format", "json"))

    assert rows["in-touch-19-to-21"] | {"council": ""} == {
        "council": "",
        "year": 2025,
        "indicator": "in-touch-19-to-21",
        "numerator": 2,
        "denominator": 3,
        "value": pytest.approx(200 / 3),
        "hidden": False,
        "unavailable": "",
    }


def test_a_figure_that_needs_an_earlier_return_says_so_and_gives_no_number(
    care_leavers: Path,
) -> None:
    row = rows_of(run("figures", care_leavers, "--format", "json"))["ni-148"]

    assert "needs the return of 2023" in row["unavailable"]
    assert row["numerator"] is row["denominator"] is row["value"] is None


def test_for_the_public_small_counts_carry_null(care_leavers: Path) -> None:
    rows = rows_of(run("figures", care_leavers, "--format", "json", "--public"))

    hidden = rows["in-touch-19-to-21"]
    assert hidden["hidden"]
    assert hidden["numerator"] is hidden["denominator"] is hidden["value"] is None


def test_one_year_of_many_still_looks_back(made_up: Path) -> None:
    rows = rows_of(run("figures", made_up, "--year", "2025", "--format", "json"))

    assert {row["year"] for row in rows.values()} == {2025}
    assert rows["same-placement-two-years"]["denominator"] > 0


def test_csv_has_the_columns_of_the_json(made_up: Path) -> None:
    words = ("figures", made_up, "--year", "2025", "--indicator", "looked-after")
    result = run(*words, "--format", "csv")

    [row] = csv.DictReader(io.StringIO(result.stdout))
    [same] = json.loads(run(*words, "--format", "json").stdout)
    assert list(row) == list(same)
    assert row["numerator"] == str(same["numerator"])


def test_the_table_is_for_people(made_up: Path) -> None:
    result = run("figures", made_up, "--year", "2025")

    assert result.exit_code == 0
    assert "In touch, aged 19 to 21" in result.stdout


def test_check_names_file_row_column_and_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "2025"
    folder.mkdir()
    (folder / "a.csv").write_text(CARE_LEAVERS.replace("01/06/2005", "31/02/2005", 1))

    found = json.loads(run("check", folder, "--format", "json").stdout)

    date = next(row for row in found if row["value"] == "31/02/2005")
    assert (date["file"], date["row"], date["column"]) == ("a.csv", 2, "DOB")
    assert date["severity"] == "error"
    assert date["message"]


def test_a_made_up_return_without_mistakes_has_nothing_to_find(made_up: Path) -> None:
    found = json.loads(run("check", made_up, "--format", "json").stdout)

    assert [row for row in found if row["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("figures", "nowhere"), "nowhere"),
        (("figures", "nowhere", "--indicator", "no-such"), "no-such"),
        (("figures", "nowhere", "--published", "x"), "--council"),
        (("report", "nowhere", "--out", "a.odt"), "a.odt"),
        (("check", "nowhere"), "nowhere"),
        (("check", "nowhere", "--year", "1999"), "1999"),
        (("figures", "nowhere", "--format", "xml"), "xml"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_1(
    words: tuple[str, ...], sentence: str
) -> None:
    result = run(*words)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_the_report_comes_as_word_pdf_and_page(made_up: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"report.{suffix}" for suffix in ("docx", "pdf", "html")]
    words = [word for out in outs for word in ("--out", out)]
    result = run("report", made_up, *words, "--council-name", "Aldermere (made up)")
    assert result.exit_code == 0, result.output
    row = rows_of(run("figures", made_up, "--year", "2025", "--format", "json"))
    looked_after = str(row["looked-after"]["numerator"])

    word = Document(str(outs[0]))
    cells = {c.text for t in word.tables for r in t.rows for c in r.cells}
    assert looked_after in cells
    assert looked_after in "".join(p.extract_text() for p in PdfReader(outs[1]).pages)
    assert looked_after in outs[2].read_text()


def test_indicators_lists_every_code_once() -> None:
    rows = json.loads(run("indicators", "--format", "json").stdout)

    codes = [row["indicator"] for row in rows]
    assert len(codes) == len(set(codes)) > 400
    assert {"eet-19-to-21", "ni-147", "looked-after"} <= set(codes)


def test_a_lake_gives_the_same_figures(made_up: Path, tmp_path: Path) -> None:
    assert run("lake", made_up, tmp_path / "lake", "--council", "701").exit_code == 0

    of_lake = json.loads(run("figures", tmp_path / "lake", "--format", "json").stdout)
    of_files = json.loads(run("figures", made_up, "--format", "json").stdout)
    assert [{**row, "council": ""} for row in of_lake] == of_files


def test_make_up_says_what_it_wrote(tmp_path: Path) -> None:
    result = run("make-up", tmp_path / "x", "--children", "30", "--years", "2")

    assert result.exit_code == 0, result.output
    assert "2024 to 2025" in result.stdout
    assert (tmp_path / "x" / "2025" / "Header.csv").exists()


def test_a_place_where_nothing_can_be_written_is_named(
    made_up: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, where a folder should be")
    for words in (
        ("make-up", taken / "folder", "--children", "3", "--years", "1"),
        ("lake", made_up / "2025", taken / "folder"),
        ("report", made_up / "2025", "--out", taken / "report.html"),
    ):
        result = run(*words)

        assert result.exit_code == 1
        assert "taken" in result.stderr
        assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("width", [80, 110])
def test_tables_fit_the_screen(
    made_up: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for words in (("figures", made_up), ("indicators",)):
        lines = run(*words).stdout.splitlines()

        assert max(map(len, lines)) <= width


def test_a_cell_neither_breaks_the_table_nor_speaks_to_the_terminal(
    tmp_path: Path,
) -> None:
    value = "\x1b[31mred"
    path = tmp_path / "oc3.csv"
    path.write_text(f'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,{value},YES,"F\nX",U1\n')
    table = run("check", path, "--year", "2025").stdout
    rows = json.loads(run("check", path, "--year", "2025", "--format", "json").stdout)

    assert "\x1b" not in table
    assert "  F X  " in table
    assert {row["value"] for row in rows} == {value, "F\nX"}


def test_a_published_file_that_cannot_be_used_is_named(
    made_up: Path, tmp_path: Path
) -> None:
    make_up(tmp_path, children=10, years=1, published=True)
    (tmp_path / "published" / "mine.csv").write_text("a,b\n1,2\n")
    result = run(
        "figures", made_up, "--published", tmp_path / "published", "--council", "701"
    )

    assert result.exit_code == 0
    assert "mine.csv" in result.stderr


def test_make_up_says_where_there_was_no_room_for_every_mistake(
    tmp_path: Path,
) -> None:
    tiny = ("make-up", tmp_path / "x", "--children", "1", "--years", "1")
    told = run(*tiny, "--mistakes", "9000").stdout

    assert "the return of 2025" in told
    assert "room for" in told
    assert "room for" not in run(*tiny, "--mistakes", "1").stdout
