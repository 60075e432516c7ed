"""Whatever comes, the reader gives a result or one sentence and keeps good rows."""

import csv
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.reader import read, read_years
from parentis.ssda903.tables import TABLES
from parentis.ssda903.tests.returns import rows

GOOD = [
    ("ann", "01/06/2005", "YES", "F2", "U1"),
    ("ben", "02/06/2005", "NO", "0", "0"),
    ("cat", "03/06/2005", "REFU", "0", "0"),
]
HEADINGS = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")
STARTS = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"<?xml version='1.0'?><CLA><CHILD><HEADER>",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        *(
            ",".join(column.name for column in table.columns).encode() + b"\n"
            for table in TABLES
        ),
    ]
)
ROUGH = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def read_or_refuse(name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        for way in (read, read_years):
            try:
                result = way(path, year=2025)
                list(result.findings)
            except ReturnRejected as refused:
                assert str(refused).endswith(".")  # noqa: PT017


@given(STARTS, st.binary(max_size=300))
@ROUGH
def test_any_bytes_give_a_result_or_one_sentence(start: bytes, rest: bytes) -> None:
    read_or_refuse("file", start + rest)


@given(STARTS, st.text(st.sampled_from('ab1/,;\t"\n\r \x00é0'), max_size=200))
@ROUGH
def test_any_text_gives_a_result_or_one_sentence(start: bytes, rest: str) -> None:
    read_or_refuse("file.csv", start + rest.encode())


@given(st.lists(st.tuples(st.text(max_size=12), STARTS, st.binary(max_size=60))))
@ROUGH
def test_any_zip_gives_a_result_or_one_sentence(
    entries: list[tuple[str, bytes, bytes]],
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, start, rest) in enumerate(entries):
            archive.writestr(zipfile.ZipInfo(f"{number}{name}"), start + rest)
    read_or_refuse("file.zip", out.getvalue())


BAD_ROWS = st.lists(
    st.lists(st.text(st.sampled_from('ab1/, \u00e9=\n"'), max_size=8), max_size=7),
    max_size=4,
)


def children_kept(content: bytes) -> list[tuple[str, str, str, str]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "oc3.csv"
        path.write_bytes(content)
        result = read(path, year=2025)
    good = {child for child, *_ in GOOD}
    return [
        row
        for row in rows(result.returns, "oc3", "child", "in_touch", "activ", "accom")
        if row[0] in good
    ]


EXPECTED = [(child, *rest) for child, _, *rest in GOOD]


@given(BAD_ROWS, BAD_ROWS, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
@ROUGH
def test_good_rows_survive_among_bad_ones(
    before: list[list[str]], after: list[list[str]], encoding: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([HEADINGS, *before, GOOD[0], *after, *GOOD[1:]])

    assert children_kept(out.getvalue().encode(encoding)) == EXPECTED


# Lines that a broken system wrote: nothing in them is escaped. Only the first may hold
# quotation marks, since one that a later line closes makes a cell of several lines.
BROKEN = st.text(st.sampled_from('ab1/, é="\x00'), max_size=20)
BROKEN_TOO = st.text(st.sampled_from("ab1/, é=\x00"), max_size=20)


@given(BROKEN, BROKEN_TOO)
@ROUGH
def test_good_rows_survive_among_lines_that_nobody_escaped(
    before: str, after: str
) -> None:
    lines = [before, *(",".join(row) for row in GOOD[:2]), after, ",".join(GOOD[2])]
    text = "\n".join([",".join(HEADINGS), *lines]) + "\n"

    assert children_kept(text.encode()) == EXPECTED
