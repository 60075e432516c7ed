"""The return as the DfE's XML."""

from datetime import date
from pathlib import Path

import pytest

from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.reader import ReadReturn, read
from parentis.ssda903.tests.returns import lines, put, rows, told

RETURN = """
<CLA>
 <CHILD>
  <HEADER>
   <CHILDID>ann</CHILDID><SEX>F</SEX><DOB>2010-06-01</DOB><ETHNIC>WBRI</ETHNIC>
   <UASC>1</UASC><DUC>2024-09-01</DUC>
   <AREVIEW><REVIEW>2024-06-01</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
   <AREVIEW><REVIEW>2024-31-12</REVIEW><REVIEW_CODE>PN7</REVIEW_CODE></AREVIEW>
   <AMISSING><MISSING>M</MISSING><MIS_START>2024-07-01</MIS_START></AMISSING>
   <OC2><SDQ_SCORE>12</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
   <PERMANENCE><PREV_PERM>P1</PREV_PERM><LA_PERM>888</LA_PERM></PERMANENCE>
   <AD_PLACED><DATE_PLACED>2024-08-01</DATE_PLACED></AD_PLACED>
  </HEADER>
  <EPISODE><DECOM>2024-05-01</DECOM><PL>U6</PL><DEC>2024-06-01</DEC></EPISODE>
  <EPISODE><DECOM>2024-06-01</DECOM><PL>K2</PL></EPISODE>
 </CHILD>
 <CHILD>
  <HEADER>
   <CHILDID>ben</CHILDID><SEX>M</SEX><DOB>2005-06-01</DOB><UASC>0</UASC>
   <IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>U1</ACCOM>
  </HEADER>
 </CHILD>
 <CHILD>
  <HEADER><CHILDID>cat</CHILDID><SEX>F</SEX><DOB>2005-06-01</DOB></HEADER>
  <OC3><IN_TOUCH>NO</IN_TOUCH><ACTIV>0</ACTIV><ACCOM>0</ACCOM></OC3>
 </CHILD>
</CLA>
"""


def read_xml(folder: Path, text: str | bytes) -> ReadReturn:
    return read(put(folder, {"return.xml": text}) / "return.xml")


def test_each_element_is_a_row_of_its_table(tmp_path: Path) -> None:
    result = read_xml(tmp_path, RETURN)
    returns = result.returns

    assert result.year == 2025
    assert rows(returns, "header", "child", "sex") == [
        ("ann", "F"),
        ("ben", "M"),
        ("cat", "F"),
    ]
    assert rows(returns, "episodes", "child", "decom", "place") == [
        ("ann", date(2024, 5, 1), "U6"),
        ("ann", date(2024, 6, 1), "K2"),
    ]
    assert rows(returns, "reviews", "child", "dob", "review_code") == [
        ("ann", date(2010, 6, 1), "PN1"),
        ("ann", date(2010, 6, 1), "PN7"),
    ]
    assert rows(returns, "missing", "child", "mis_start") == [("ann", date(2024, 7, 1))]
    assert rows(returns, "oc2", "child", "sdq_score") == [("ann", 12)]
    assert rows(returns, "prev_perm", "child", "la_perm") == [("ann", "888")]
    assert rows(returns, "placed_adoption", "child", "date_placed") == [
        ("ann", date(2024, 8, 1))
    ]


def test_the_flag_in_the_header_gives_an_unaccompanied_child(tmp_path: Path) -> None:
    result = read_xml(tmp_path, RETURN)

    assert rows(result.returns, "uasc", "child", "sex", "duc") == [
        ("ann", "F", date(2024, 9, 1))
    ]


def test_care_leavers_are_found_wherever_their_columns_stand(tmp_path: Path) -> None:
    result = read_xml(tmp_path, RETURN)

    assert rows(result.returns, "oc3", "child", "dob", "in_touch") == [
        ("ben", date(2005, 6, 1), "YES"),
        ("cat", date(2005, 6, 1), "NO"),
    ]


def test_a_finding_names_the_line_of_the_element(tmp_path: Path) -> None:
    result = read_xml(tmp_path, RETURN)

    assert told(result.findings, "date-impossible") == [
        ("return.xml", 7, "REVIEW", "2024-31-12")
    ]


def test_an_element_that_is_not_known_is_named_once(tmp_path: Path) -> None:
    text = lines(RETURN).replace(
        "<EPISODE>", "<EPISODE><MOOD>good</MOOD><MORE><X>1</X></MORE>"
    )

    result = read_xml(tmp_path, text)

    assert [
        (column, value)
        for _, _, column, value in told(result.findings, "element-not-known")
    ] == [("MOOD", "good"), ("MORE", ""), ("X", "1")]


def test_an_element_that_stands_twice_is_told(tmp_path: Path) -> None:
    text = lines(RETURN).replace("<PL>K2</PL>", "<PL>K2</PL><PL>U1</PL>")

    result = read_xml(tmp_path, text)

    assert told(result.findings, "element-twice") == [("return.xml", 14, "PLACE", "U1")]
    assert rows(result.returns, "episodes", "place") == [("U6",), ("K2",)]


def test_a_flag_that_is_no_flag_is_told(tmp_path: Path) -> None:
    result = read_xml(tmp_path, lines(RETURN).replace("<UASC>0", "<UASC>perhaps"))

    assert told(result.findings, "code-unknown") == [
        ("return.xml", 17, "UASC", "perhaps")
    ]


def test_namespaces_and_case_do_not_matter(tmp_path: Path) -> None:
    text = (
        lines(RETURN)
        .lower()
        .replace("<cla>", '<a:cla xmlns:a="urn:x">')
        .replace("</cla>", "</a:cla>")
        .replace("episode>", "a:episode>")
    )

    result = read_xml(tmp_path, text.replace("<//a:", "</a:"))

    assert rows(result.returns, "episodes", "child", "place") == [
        ("ann", "U6"),
        ("ann", "K2"),
    ]


def test_utf16_xml_is_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + lines(RETURN)

    result = read_xml(tmp_path, text.encode("utf-16"))

    assert rows(result.returns, "oc3", "child") == [("ben",), ("cat",)]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>',
    ],
)
def test_xml_with_a_document_type_or_entities_is_refused(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(ReturnRejected, match="declares a document type"):
        read_xml(tmp_path, text)


def test_xml_cut_short_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(ReturnRejected, match="line 10"):
        read_xml(tmp_path, "\n".join(lines(RETURN).splitlines()[:10]))


def test_other_xml_is_no_return(tmp_path: Path) -> None:
    with pytest.raises(ReturnRejected, match="holds no table"):
        read_xml(tmp_path, "<html><body>Hello</body></html>")


def test_a_child_without_a_header_is_kept_and_told(tmp_path: Path) -> None:
    """The rows before the next child must not go with that child's, nor be its."""
    nobody = "<CHILD><EPISODE><DECOM>2024-05-01</DECOM></EPISODE></CHILD>"
    result = read_xml(tmp_path, RETURN.replace("<CLA>", f"<CLA>{nobody}"))

    assert rows(result.returns, "episodes", "child", "decom") == [
        ("ann", date(2024, 5, 1)),
        ("ann", date(2024, 6, 1)),
        (None, date(2024, 5, 1)),
    ]
    assert [each[2] for each in told(result.findings, "child-missing")] == ["CHILD"]


def test_children_who_are_not_kept_apart_keep_what_stands_below_them(
    tmp_path: Path,
) -> None:
    flat = """<CLA>
      <HEADER><CHILDID>ann</CHILDID></HEADER>
      <EPISODE><DECOM>2024-05-01</DECOM></EPISODE>
      <HEADER><CHILDID>ben</CHILDID></HEADER>
      <EPISODE><DECOM>2024-06-01</DECOM></EPISODE>
    </CLA>"""
    result = read_xml(tmp_path, flat)

    assert rows(result.returns, "episodes", "child", "decom") == [
        ("ann", date(2024, 5, 1)),
        ("ben", date(2024, 6, 1)),
    ]
    assert [each.rule for each in result.findings] == ["header-twice"]


def test_attributes_and_text_between_elements_are_told(tmp_path: Path) -> None:
    changed = RETURN.replace("<CHILD>", '<CHILD number="7">stray', 1)
    found = [
        (each.rule, each.value)
        for each in read_xml(tmp_path, changed).findings
        if each.column == "CHILD"
    ]

    assert ("attribute-not-read", "7") in found
    assert ("text-out-of-place", "stray") in found


def test_attributes_of_the_xml_itself_are_not(tmp_path: Path) -> None:
    schema = "http://www.w3.org/2001/XMLSchema-instance"
    changed = RETURN.replace(
        "<CLA>", f'<CLA xmlns:xsi="{schema}" xsi:noNamespaceSchemaLocation="cla.xsd">'
    )

    assert list(read_xml(tmp_path, changed).findings) == list(
        read_xml(tmp_path, RETURN).findings
    )
