"""Every table that leaves for a spreadsheet goes through `documents.spreadsheet`."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
WRITES = re.compile(
    r"csv\.(?:Dict)?[Ww]riter|\.write_csv\(|\.write_excel\(|\.sink_csv\(|\.to_csv\("
    r"|xlsxwriter|\bWorkbook\(|text/csv|COPY\b.*\bTO\b"
)

# These write files in a layout of DfE's or ONS', which must be exact to the letter and
# which no person opens: the return itself, and what the made-up council has of both.
IN_DFES_OWN_LAYOUT = {
    "madeup/files.py",
    "madeup/mistakes.py",
    "madeup/places.py",
    "published/writers.py",
    "ssda903/writer.py",
}
THE_WAY_OUT = {
    "documents/spreadsheet.py",
    "design/downloads.py",
    "config/printing.py",
}


def test_no_module_writes_csv_or_xlsx_by_another_way():
    writers = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts and WRITES.search(path.read_text())
    }

    assert writers - IN_DFES_OWN_LAYOUT - THE_WAY_OUT == set()
    assert writers >= IN_DFES_OWN_LAYOUT, "take what is gone from the list"
