"""The return as the DfE's XML: one element for each child.

HEADER holds CHILDID (the CSV's CHILD) and the header's columns, a flag UASC, and as
its children AREVIEW, AMISSING, OC2, PERMANENCE and AD_PLACED; EPISODE elements are
its siblings and use PL for PLACE. Source: the XML reader of the sector's open
validator (data-to-insight, csc-validator-be-903, lac_validator/ingress.py, 2026),
which takes the columns of OC3 and AD1 from wherever they stand within the child; so
does this. The DfE's own schema was not seen, and whether OC3 or AD1 have an element
of their own is not known: elements OC3, AD1, UASC, SWEPISODE and DOLO are taken too,
from memory. Every other element is named in a finding.

In findings the row is the line of the XML file at which the element begins.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax import ContentHandler, SAXException
from xml.sax.xmlreader import AttributesImpl

import polars as pl

from parentis.ssda903.archives import File
from parentis.ssda903.findings import Finding, ReturnRejected, Severity
from parentis.ssda903.raw import ROW, RawFile, RawTable, not_a_table
from parentis.ssda903.recognise import OWN_COLUMNS, heading
from parentis.ssda903.tables import (
    AD1,
    HEADER,
    OC3,
    TABLE_BY_NAME,
    TABLES,
    UASC,
    Table,
)

ELEMENTS = {
    "HEADER": "header",
    "EPISODE": "episodes",
    "AREVIEW": "reviews",
    "AMISSING": "missing",
    "OC2": "oc2",
    "PERMANENCE": "prev_perm",
    "AD_PLACED": "placed_adoption",
    # From memory: not seen.
    "OC3": "oc3",
    "AD1": "ad1",
    "UASC": "uasc",
    "SWEPISODE": "sw_episodes",
    "DOLO": "dolo",
}
# Tables whose columns may stand among the header's.
WITHIN_HEADER = (OC3, AD1)
FLAG = "UASC"
_YES = ("1", "TRUE", "Y", "YES")
_NO = ("", "0", "FALSE", "N", "NO")

Row = dict[str, Any]


def read_xml(file: File) -> RawFile:
    """The tables in an XML return; a finding alone where it is some other XML.

    Raises `ReturnRejected` for XML that is damaged or declares a document type or
    entities.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    reader = _Reader(file.name)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(reader)
    try:
        parser.parse(io.BytesIO(file.data))
    except DefusedXmlException as error:
        raise ReturnRejected(
            f"{file.name} declares a document type or entities, which can be used to do"
            " harm and which no return needs: it was not read."
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        raise ReturnRejected(
            f"{file.name} is not well-formed XML ({_where(error)}): export it again."
        ) from error
    return reader.whole()


def _where(error: Exception) -> str:
    line = getattr(error, "getLineNumber", lambda: None)()
    return f"line {line}" if line else "its encoding"


@dataclass
class _Element:
    """An open element: where it began, what its leaves said, and its own text."""

    name: str
    line: int
    leaves: dict[str, str] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    has_children: bool = False
    # Rows found inside it, waiting for the child's number.
    rows: list[tuple[Table, Row]] = field(default_factory=list)
    header: Row | None = None


class _Reader(ContentHandler):
    """Turns elements into rows as they end, so that no tree is kept."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._open: list[_Element] = []
        self._rows: dict[str, list[Row]] = {}
        self._findings: list[Finding] = []
        self._told: set[tuple[str, str]] = set()
        self._locator: Any = None
        self._has_flags = False

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 -- SAX's own name
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        if self._open:
            self._open[-1].has_children = True
        local = heading(name.rpartition(":")[2])
        element = _Element(local, self._locator.getLineNumber())
        self._open.append(element)
        for attribute, value in attrs.items():
            # Those that speak of the XML itself say nothing of a child.
            if not attribute.startswith(("xml", "xsi:")):
                self._tell_attribute(element, attribute, value)

    def characters(self, content: str) -> None:
        self._open[-1].text.append(content)

    def endElement(self, _name: str) -> None:  # noqa: N802
        element = self._open.pop()
        parent = self._open[-1] if self._open else None
        if element.has_children or (element.name in ELEMENTS and not _is_flag(element)):
            self._end_record(element, parent)
        elif parent is not None:
            self._end_leaf(element, parent)

    def _end_leaf(self, element: _Element, parent: _Element) -> None:
        text = "".join(element.text).strip()
        if element.name in parent.leaves and text:
            self._tell(
                element,
                "element-twice",
                text,
                f"{element.name} stands twice in one {parent.name}, and the first was"
                " used: leave one out.",
                severity=Severity.ERROR,
            )
            return
        parent.leaves[element.name] = text
        if element.name not in _KNOWN.get(parent.name, _ANY_COLUMN):
            self._tell_unknown(element, parent, text)

    def _end_record(self, element: _Element, parent: _Element | None) -> None:
        table = TABLE_BY_NAME.get(ELEMENTS.get(element.name, ""))
        text = "".join(element.text).strip()
        if text:
            self._tell_text(element, text)
        if table is not None:
            self._end_row(table, element, parent or element)
        elif element.header is not None or parent is None:
            self._flush(element)
        else:
            parent.rows += element.rows
            if element.leaves:
                self._tell_unknown(element, parent, text)

    def _end_row(self, table: Table, element: _Element, holder: _Element) -> None:
        """Adds an element's own row, and those found inside it, to its holder's."""
        row = _row(table, element)
        found = element.rows if element is not holder else []
        if table is HEADER:
            if holder.header is not None:
                self._tell_second_header(element, holder)
                self._flush(holder)
            holder.header = row
            found = [*found, *self._within_header(element)]
        holder.rows += [(table, row), *found]

    def _within_header(self, element: _Element) -> Iterator[tuple[Table, Row]]:
        for table in WITHIN_HEADER:
            if any(element.leaves.get(name) for name in OWN_COLUMNS[table.name]):
                yield table, _row(table, element)
        if FLAG not in element.leaves:
            return
        self._has_flags = True
        flag = element.leaves[FLAG].upper()
        if flag in _YES:
            yield UASC, _row(UASC, element)
        elif flag not in _NO:
            self._findings.append(
                Finding(
                    file=self._file,
                    row=element.line,
                    column=FLAG,
                    value=element.leaves[FLAG],
                    rule="code-unknown",
                    message="This is no code for UASC: use 0 or 1.",
                    child=element.leaves.get("CHILD", ""),
                )
            )

    def _flush(self, element: _Element) -> None:
        """Gives the rows of one child their number and date of birth, to keep."""
        header = element.header or {}
        for table, row in element.rows:
            for name in ("child", "dob", "sex"):
                if name in table.fields and not row.get(name):
                    row[name] = header.get(name)
            self._rows.setdefault(table.name, []).append(row)
        element.rows = []

    def _tell_unknown(
        self, element: _Element, parent: _Element | None, text: str
    ) -> None:
        inside = f" in {parent.name}" if parent is not None else ""
        if (element.name, inside) in self._told:
            return
        self._told.add((element.name, inside))
        self._tell(
            element,
            "element-not-known",
            text,
            f"{element.name}{inside} is an element that this reader does not know, and"
            " it was left out wherever it stands: if it is one of the return's, tell"
            " those who keep Parentis.",
        )

    def _tell_attribute(self, element: _Element, attribute: str, value: str) -> None:
        name = f"{element.name} {heading(attribute)}"
        if (name, "@") not in self._told:
            self._told.add((name, "@"))
            self._tell(
                element,
                "attribute-not-read",
                value,
                f"The attribute {attribute} of {element.name} was left out wherever it"
                " stands: a return writes what it tells as elements of their own.",
            )

    def _tell_text(self, element: _Element, text: str) -> None:
        self._tell(
            element,
            "text-out-of-place",
            text,
            f"This text stands between the elements of {element.name} and was left out:"
            " put it into an element of its own, or take it out.",
            severity=Severity.ERROR,
        )

    def _tell_second_header(self, element: _Element, holder: _Element) -> None:
        if ("HEADER", holder.name) not in self._told:
            self._told.add(("HEADER", holder.name))
            self._tell(
                element,
                "header-twice",
                element.leaves.get("CHILD", ""),
                f"{holder.name} holds the HEADER of several children, and what stands"
                " below each was taken as that child's: put each child into an element"
                " of its own.",
            )

    def _tell(
        self,
        element: _Element,
        rule: str,
        value: str,
        message: str,
        *,
        severity: Severity = Severity.WARNING,
    ) -> None:
        self._findings.append(
            Finding(
                file=self._file,
                row=element.line,
                column=element.name,
                value=value[:200],
                rule=rule,
                message=message,
                severity=severity,
            )
        )

    def whole(self) -> RawFile:
        """The tables, once the whole document has been read."""
        if not self._rows:
            return RawFile(findings=[not_a_table(self._file)])
        if self._has_flags:
            # Where headers have the flag, no child with it is an empty table, not none.
            self._rows.setdefault("uasc", [])
        tables = [
            RawTable(table, self._file, _frame(table, self._rows[table.name]))
            for table in TABLES
            if table.name in self._rows
        ]
        return RawFile(tables, self._findings)


_KNOWN = {
    element: {column.name for column in TABLE_BY_NAME[name].columns}
    for element, name in ELEMENTS.items()
}
_KNOWN["HEADER"] |= {FLAG, "DUC"}
_KNOWN["HEADER"] |= {column.name for each in WITHIN_HEADER for column in each.columns}
_ANY_COLUMN = {column.name for table in TABLES for column in table.columns}


def _is_flag(element: _Element) -> bool:
    return element.name == FLAG and not element.has_children


def _row(table: Table, element: _Element) -> Row:
    row: Row = {
        column.field: element.leaves.get(column.name) or None
        for column in table.columns
    }
    row[ROW] = element.line
    return row


def _frame(table: Table, rows: list[Row]) -> pl.DataFrame:
    schema = {ROW: pl.Int64, **dict.fromkeys(table.fields, pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row")
