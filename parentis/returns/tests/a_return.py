"""A small council's return, drawn as tables: as files to upload, and received whole."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from parentis.accounts.models import User
from parentis.returns import actions
from parentis.returns.models import Upload

RECEIVED_AT = datetime(2025, 6, 3, 9, 30, tzinfo=UTC)

HEADER = """
    CHILD | SEX | DOB        | ETHNIC | UPN           | MOTHER | MC_DOB
    ann   | F   | 01/06/2012 | WBRI   | A123456789012 |        |
    ben   | M   | 02/07/2014 | BAFR   | A123456789013 |        |
    cat   | F   | 11/11/2016 | WBRI   | A123456789014 |        |
"""
EPISODES = """
    CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC | REC
    ann   | 01/02/2023 | S   | C2 | N1  | U6    | PR1            |     |
    ben   | 11/05/2024 | S   | V2 | N1  | U6    | PR1            |     |
    cat   | 12/05/2024 | S   | V2 | N1  | U1    | PR1            |     |
"""
OC3 = """
    CHILD | DOB        | IN_TOUCH | ACTIV | ACCOM
    dan   | 01/06/2005 | YES      | F1    | U1
    eve   | 02/06/2005 | NO       | 0     | 0
"""
A_RETURN = {"Header.csv": HEADER, "Episodes.csv": EPISODES, "OC3.csv": OC3}


def rows_of(drawn: str) -> list[list[str]]:
    """The cells of a drawn table, its heading first."""
    lines = [line for line in drawn.strip().splitlines() if line.strip(" -+")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def csv(drawn: str) -> bytes:
    lines = [
        ",".join(f'"{c}"' if "," in c else c for c in row) for row in rows_of(drawn)
    ]
    return "\r\n".join(lines).encode()


def file(name: str, contents: bytes | str) -> "SimpleUploadedFile":
    held = contents.encode() if isinstance(contents, str) else contents
    return SimpleUploadedFile(name, held)


def as_csv_files(drawn: Mapping[str, str] = A_RETURN) -> list["SimpleUploadedFile"]:
    return [file(name, csv(table)) for name, table in drawn.items()]


def as_zip(drawn: Mapping[str, str] = A_RETURN) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, table in drawn.items():
            archive.writestr(name, csv(table))
    return packed.getvalue()


def as_workbook(drawn: Mapping[str, str] = A_RETURN) -> bytes:
    """One sheet a table."""
    book = Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    for name, table in drawn.items():
        sheet = book.create_sheet(name.removesuffix(".csv"))
        for row in rows_of(table):
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def as_xml(drawn: Mapping[str, str] = A_RETURN) -> str:
    """One CHILD element each, as the DfE's XML has it; see `ssda903.xml_files`."""
    children: dict[str, list[str]] = {}
    for name, element in (("Header.csv", "HEADER"), ("Episodes.csv", "EPISODE")):
        heading, *rows = rows_of(drawn[name])
        for row in rows:
            given = dict(zip(heading, row, strict=True))
            cells = {k: v for k, v in given.items() if v}
            if element == "HEADER":
                cells = {"CHILDID": cells.pop("CHILD"), **cells}
            else:
                del cells["CHILD"]
            inside = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in cells.items())
            children.setdefault(row[0], []).append(f"<{element}>{inside}</{element}>")
    told = "".join(f"<CHILD>{''.join(parts)}</CHILD>" for parts in children.values())
    return f"<?xml version='1.0' encoding='UTF-8'?><MESSAGE>{told}</MESSAGE>"


def receive(
    *,
    by: User,
    year: int | None = 2025,
    at: datetime = RECEIVED_AT,
    files: "Sequence[SimpleUploadedFile] | None" = None,
    **drawn: str,
) -> Upload:
    """A return uploaded and read. `drawn` gives tables of its own: `oc3="…"`."""
    titles = {name.removesuffix(".csv").lower(): name for name in A_RETURN}
    tables = dict(A_RETURN)
    for table, rows in drawn.items():
        tables[titles[table]] = rows
    given: Any = files if files is not None else as_csv_files(tables)
    return actions.read_return(given, by=by, at=at, year=year)
