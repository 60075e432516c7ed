"""The ONS Postcode Directory, as an operator downloads it."""

from pathlib import Path

import pytest

from parentis.ssda903.postcodes import PostcodesRejected, read_postcodes
from parentis.ssda903.tests.returns import put


@pytest.mark.parametrize(
    "headings",
    [
        "pcd,pcd2,pcds,oscty,oslaua,oseast1m,osnrth1m",
        "PCD7,PCD8,PCDS,CTY25CD,LAD25CD,EAST1M,NRTH1M",
        "\ufeffpcd,x,pcds,cty,laua,east1m,nrth1m",
    ],
)
def test_layouts_old_and_new_are_read(tmp_path: Path, headings: str) -> None:
    text = (
        f"{headings}\n"
        "PR1 8XJ,PR1  8XJ,PR1 8XJ,E10000017,E07000123,353100,429100\n"
        "M1  1AA,M1   1AA,M1 1AA,E99999999,E08000003,384700,398300\n"
        "JE2 3AA,JE2  3AA,JE2 3AA,L99999999,L99999999,,\n"
    )
    put(tmp_path, {"onspd.csv": text.encode()})

    found = read_postcodes(tmp_path / "onspd.csv").collect()

    assert found.rows() == [
        ("PR18XJ", "E10000017", 353100, 429100),
        ("M11AA", "E08000003", 384700, 398300),
        ("JE23AA", "L99999999", None, None),
    ]


def test_a_directory_without_counties_gives_districts(tmp_path: Path) -> None:
    put(tmp_path, {"p.csv": "pcds,laua,east1m,nrth1m\nPR1 8XJ,E07000123,1,2\n"})

    found = read_postcodes(tmp_path / "p.csv").collect()

    assert found.rows() == [("PR18XJ", "E07000123", 1, 2)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("pcds,oslaua\nPR1 8XJ,E07000123\n", "no easting or northing"),
        ("", "no postcode"),
        ("pcds,laua,east1m,nrth1m\n1,2,3,4,5,6\n", "damaged"),
    ],
)
def test_another_layout_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    put(tmp_path, {"p.csv": text})

    with pytest.raises(PostcodesRejected, match=sentence):
        read_postcodes(tmp_path / "p.csv")


def test_a_path_to_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PostcodesRejected, match="could not be opened"):
        read_postcodes(tmp_path / "nowhere.csv")
