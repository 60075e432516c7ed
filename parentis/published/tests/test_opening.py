"""Opening a folder of downloads: what is known, what is refused, and how it is told."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parentis.published.figures import PublishedRejected
from parentis.published.layouts import IN_EET
from parentis.published.opening import open_published
from parentis.published.published import Published

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,la_name,new_la_code,"
)
LANCASHIRE = (
    "Reporting year,Local authority,E92000001,England,E12000002,North West,"
    "888,Lancashire,E10000017"
)


def activity(*cells: str, columns: str = "age,activity,number,percentage") -> str:
    return "\n".join([HEAD + columns, *(f"2024,{LANCASHIRE},{cell}" for cell in cells)])


def test_everything_in_the_folder_is_read(published: Published) -> None:
    assert [item.file for item in published.not_read if not item.is_expected] == []
    assert {item.file for item in published.not_read} == {
        "2017/SFR50_2017_MetaData.txt",
        "lait/lait_data_dictionary.csv",
        "lookups/ofsted_csc_ilacs_overview.xlsx",
    }
    assert published.models == ("May 2025", "April 2021")


def test_a_file_is_known_by_its_columns_and_not_its_name(
    downloads: Path, tmp_path: Path
) -> None:
    original = downloads / "release_2025" / "la_cla_swcount.csv"
    shutil.copy(original, tmp_path / "data (3).csv")
    (tmp_path / "data (3).csv").chmod(0o644)

    figure = open_published(tmp_path).figure("England", "three-social-workers", 2024)

    assert figure is not None
    assert figure.value == 27


@pytest.mark.parametrize(
    ("columns", "age", "label"),
    [
        (
            "care_leaver_age,breakdown,care_leaver_count,care_leaver_percent",
            "19 to 21 years",
            "Total in education, employment or training",
        ),
        (
            "age,activity,number,percentage",
            "Aged 19 to 21",
            "Total in education, employment or training",
        ),
        (
            "age_end,activity,number_of_leavers,percentage",
            "19 to 21",
            "Total in education, employment or training",
        ),
    ],
)
def test_columns_may_drift(tmp_path: Path, columns: str, age: str, label: str) -> None:
    text = activity(f'{age},"{label}",30,50', f"{age},Total,60,100", columns=columns)
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    figure = open_published(tmp_path).figure("Lancashire", "eet-19-to-21", 2024)

    assert figure is not None
    assert (figure.numerator, figure.denominator, figure.value) == (30, 60, 50)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = activity("Aged 22,Education\u2019s end,1,1", "Aged 22,Total,60,100")
    text += f"\n2024,{LANCASHIRE},Aged 22,"
    text += '"Education, training or employment",30,50'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))

    figure = open_published(tmp_path).figure("888", "eet-22", 2024)

    assert figure is not None
    assert figure.value == 50


def test_a_label_nobody_knows_is_named(tmp_path: Path) -> None:
    text = activity(
        '"Aged 22","Education, training or employment",30,50',
        "Aged 22,Travelling,6,10",
        "Aged 99,Total,60,100",
        "Aged 22,Total,60,100",
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    sentences = [item.sentence for item in open_published(tmp_path).not_read]

    assert sentences == [
        "a.csv: the rows 'travelling' are not known here and were left out.",
        "a.csv: the age 'Aged 99' is not known here; its rows were left out.",
    ]


def test_an_unknown_layout_alone_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "school_meals.csv"
    path.write_text("school,meals\nA,3\n", encoding="utf-8")

    with pytest.raises(PublishedRejected, match=r"school_meals\.csv"):
        open_published(path)
    with pytest.raises(PublishedRejected, match=r"school_meals\.csv"):
        open_published(tmp_path)


def test_an_unknown_layout_of_dfe_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text(
        activity("x,y,1,1", columns="who,what,number,percentage"), encoding="utf-8"
    )

    with pytest.raises(PublishedRejected, match=r"new\.csv looks like"):
        open_published(path)


def test_an_unknown_file_among_others_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        activity("Aged 22,Total,60,100", "Aged 22,Total,60,100"), encoding="utf-8"
    )
    (tmp_path / "b.csv").write_text(
        activity('Aged 22,"Education, training or employment",3,5'),
        encoding="utf-8",
    )
    (tmp_path / "meals.csv").write_text("school,meals\nA,3\n", encoding="utf-8")
    (tmp_path / "README.txt").write_text("Thank you", encoding="utf-8")

    loud = {item.file: item.is_expected for item in open_published(tmp_path).not_read}

    assert loud["meals.csv"] is False
    assert loud["README.txt"] is True


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("figures.xlsx", b"not a workbook", r"figures\.xlsx could not be opened"),
        ("data.parquet", b"PAR1 no", r"data\.parquet is not the Parquet file"),
        ("all.zip", b"PK", r"all\.zip cannot be read as it is"),
        ("empty.csv", b"", r"empty\.csv could not be read"),
    ],
)
def test_a_broken_file_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(PublishedRejected, match=sentence):
        open_published(tmp_path / name)


def test_a_folder_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishedRejected, match="holds no file that DfE publishes"):
        open_published(tmp_path)
    with pytest.raises(PublishedRejected, match="There is no file or folder"):
        open_published(tmp_path / "nowhere")


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    content=st.binary(max_size=300),
    suffix=st.sampled_from([".csv", ".xlsx", ".parquet"]),
)
def test_arbitrary_bytes_are_read_or_refused(
    tmp_path: Path, content: bytes, suffix: str
) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)

    with pytest.raises(PublishedRejected, match="any"):
        open_published(path)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    count=st.sampled_from(["12", "c", "z", "x", "k", "~", "-", "", "1e400", "nan"]),
    total=st.sampled_from(["60", "0", "c", "z", "-", "", "inf", "1e300"]),
    percent=st.sampled_from(["20", "k", "c", "z", ""]),
)
def test_no_symbol_becomes_a_number(
    tmp_path: Path, count: str, total: str, percent: str
) -> None:
    text = activity(
        f'Aged 22,"Education, training or employment",{count},{percent}',
        f"Aged 22,Total,{total},100",
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    figure = open_published(tmp_path / "a.csv").figure("888", "eet-22", 2024)

    assert figure is not None
    assert figure.numerator in (12, None)
    if count != "12":
        assert figure.value is None
    elif total == "60":
        assert figure.value == 20


@pytest.mark.parametrize(("told", "renamed"), [("age", "years"), ("old_la_code", "la")])
def test_a_file_that_does_not_say_whose_figures_it_has_is_refused(
    tmp_path: Path, told: str, renamed: str
) -> None:
    """Every row would be left out otherwise, and nobody would hear of it."""
    text = activity("19 to 21 years,Education,10,50")
    headings, rows = text.replace(",Education,", f",{IN_EET},").split("\n")
    cells = [renamed if each == told else each for each in headings.split(",")]
    (tmp_path / "mine.csv").write_text("\n".join([",".join(cells), rows]))

    with pytest.raises(PublishedRejected, match=r"mine\.csv .* layout is not known"):
        open_published(tmp_path)
