"""Files from anywhere: each is read, or refused in one sentence, and nothing else."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parentis.committee_report.from_council import (
    RecommendationTold,
    SourceTold,
    UpdateTold,
)
from parentis.refusals import Refused
from parentis.tracker_files import opening
from parentis.tracker_files.giving import tracker_document, tracker_workbook
from parentis.tracker_files.reader import read_tracker
from parentis.tracker_files.says import same

AT = datetime(2026, 3, 2, tzinfo=UTC)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
WILD = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SCRAPS = st.sampled_from(
    [
        "Recommendation 1",
        "Recommendation 2: ask",
        "Recommendation 1(i)",
        "recommendations 11 – 15",
        "These two recommendations",
        "(i) first",
        "(v)",
        "· a point",
        "Update, 4 March 2019, to the panel",
        "Update on 1(i), 31 February 2019",
        "Told together with: 1",
        "The same was said of: 2, 3",
        "What shows it:",
        "Status: Superseded by 14",
        "Owner: Head of Fostering",
        "Education",
        "TITLE: “x",
        "REPORT OF THE LEAD MEMBER",
        "TO THE PANEL ON 1 May 2020",
        "No,Recommendation,Update",
        '1,Ask,"14 May 2025: told',
        "99999999999999999999",
        "",
    ]
)


def package(**parts):
    """A zip of the parts, their names with / for __ and . for the last _."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            at = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{at[0]}.{at[2]}", text)
    return file.getvalue()


def document(body):
    whole = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return package(word__document_xml=whole)


def read(name, contents):
    """What is read, or the sentence that refuses it."""
    try:
        return read_tracker(name, contents)
    except Refused as refused:
        return str(refused)


@pytest.mark.parametrize(
    ("name", "contents", "why"),
    [
        ("a.docx", b"", "is empty"),
        ("a.txt", b"x" * (opening.MOST_BYTES + 1), "is larger than 10 MB"),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 512, "old format"),
        ("a.pdf", b"%PDF-1.7", "Save the tracker as .docx"),
        ("a.docx", b"PK\x03\x04 and no more", "is damaged"),
        ("a.zip", package(anything_txt="x"), "neither a Word document nor a workbook"),
        ("a.docx", package(word__document_xml=BOMB + "<x/>"), "can be used to do harm"),
        (
            "a.docx",
            package(word__document_xml=(BOMB + "<x/>").encode("utf-16")),
            "can be used to do harm",
        ),
        ("a.docx", package(word__document_xml="<w:document"), "is damaged"),
        ("a.xlsx", package(xl__workbook_xml="<nothing/>"), "is damaged"),
    ],
)
def test_what_is_not_safe_or_no_tracker_is_refused(name, contents, why):
    assert why in read(name, contents)


def test_a_file_that_unpacks_to_too_much_is_not_opened(monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1024 * 1024)
    bomb = package(word__document_xml="<x>" + " " * 2 * 1024 * 1024 + "</x>")

    assert len(bomb) < 10_000
    assert "would unpack to far more" in read("bomb.docx", bomb)


def test_deep_nesting_is_read_without_harm():
    deep = "<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000

    assert not isinstance(read("deep.docx", document(deep)), str)


@WILD
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=30)), max_size=12))
def test_any_lines_are_read_in_every_form(lines):
    text = "\n".join(lines)
    for name in ("a.txt", "a.csv"):
        read(name, text.encode("utf-8", "surrogatepass"))
    body = "".join(
        f"<w:p><w:r><w:t>{escaped(line)}</w:t></w:r></w:p>" for line in lines
    )
    cells = "".join(
        f"<w:tc><w:p><w:r><w:t>{escaped(line)}</w:t></w:r></w:p></w:tc>"
        for line in lines
    )
    head = "".join(
        f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>"
        for each in ("No", "Recommendation", "Update", "Status", "Date")
    )
    table = (
        f"<w:tbl><w:tr>{head}</w:tr><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    )
    read("a.docx", document(body + table + body))


@WILD
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.csv", "a.docx", "a.xlsx"]))
def test_any_bytes_are_read_or_refused(contents, name):
    read(name, contents)
    read(name, b"PK\x03\x04" + contents)


@pytest.fixture(scope="module")
def whole_files():
    word, sheet = BytesIO(), BytesIO()
    made = docx.Document()
    made.add_heading("Recommendation 1")
    made.save(word)
    book = openpyxl.Workbook()
    book.create_sheet().append(["No", "Recommendation"])
    book.save(sheet)
    return {"a.docx": word.getvalue(), "a.xlsx": sheet.getvalue()}


@WILD
@given(
    name=st.sampled_from(["a.docx", "a.xlsx"]),
    at=st.floats(0, 1),
    junk=st.binary(min_size=1, max_size=40),
)
def test_a_damaged_file_is_read_or_refused(whole_files, name, at, junk):
    whole = whole_files[name]
    place = int(at * len(whole))

    read(name, whole[:place] + junk + whole[place + len(junk) :])


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), max_codepoint=0x2FF),
    min_size=1,
    max_size=40,
).map(lambda text: f"We said: {' '.join(text.split())} there")
TOLD = st.builds(
    UpdateTold,
    on=st.dates(date(2001, 1, 1), date(2026, 1, 1)),
    words=WORDS,
    told_to=st.sampled_from(["", "Corporate Parenting Panel"]),
    status=st.sampled_from(["", "Red", "Complete"]),
)


@settings(WILD, max_examples=6)
@given(
    texts=st.lists(WORDS, min_size=1, max_size=4),
    updates=st.lists(TOLD, max_size=3, unique_by=lambda told: told.on),
    due_on=st.none() | st.dates(date(2001, 1, 1), date(2099, 1, 1)),
)
def test_what_is_given_out_reads_the_same(texts, updates, due_on):
    source = SourceTold(
        title="Nearer to home",
        made_by="The panel",
        made_on=date(2017, 5, 3),
        recommendations=[
            RecommendationTold(
                number=str(number),
                text=text,
                theme="Education",
                owner="Head of Fostering",
                due_on=due_on,
                status="Green",
                updates=updates if number == 1 else (),
            )
            for number, text in enumerate(texts, start=1)
        ],
    )
    for name, given_out in (
        ("a.xlsx", tracker_workbook(source, at=AT)),
        ("a.docx", tracker_document(source, organisation="Aldermere", at=AT)),
    ):
        again = read_tracker(name, given_out)
        assert [(row.number, same(row.text)) for row in again.rows] == [
            (each.number, same(each.text)) for each in source.recommendations
        ]
        assert {row.due_on for row in again.rows} == {due_on}
        assert sorted((each.on, same(each.words)) for each in again.updates) == sorted(
            (each.on, same(each.words)) for each in updates
        )
        assert again.left_over == []


def escaped(text):
    kept = "".join(letter for letter in text if letter.isprintable())
    return kept.replace("&", "&amp;").replace("<", "&lt;")
