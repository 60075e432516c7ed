"""A file as downloaded, opened as a table of text, whatever its encoding."""

import io
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from parentis.published.figures import PublishedRejected

# A published file is a few megabytes. What is far larger is something else.
LARGEST_FILE = 200 * 1024 * 1024


def read_text_table(path: Path) -> pl.DataFrame:
    """A CSV as text, headings stripped and in lower case, no cell converted.

    UTF-8 with or without its mark, UTF-16 with its mark, and cp1252 are taken. Raises
    `PublishedRejected` for what is no table.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise PublishedRejected(f"{path.name} is larger than any file DfE publishes.")
    try:
        frame = pl.read_csv(
            io.BytesIO(_utf8(path.read_bytes())),
            infer_schema=False,
            truncate_ragged_lines=True,
        )
    except (PolarsError, UnicodeError) as error:
        raise PublishedRejected(
            f"{path.name} could not be read as a table of comma-separated values."
        ) from error
    return with_plain_headings(frame.fill_null(""))


def read_workbook(path: Path) -> pl.DataFrame:
    """The first sheet of a workbook as text, without headings. Empty if it has none."""
    try:
        sheet = pl.read_excel(
            path,
            has_header=False,
            infer_schema_length=0,
            raise_if_empty=False,
            drop_empty_cols=False,
        )
    except Exception as error:  # the reader raises its own, and others'
        raise PublishedRejected(
            f"{path.name} could not be opened as a workbook: it may be damaged or"
            " protected by a password."
        ) from error
    return sheet.select(pl.all().cast(pl.String).fill_null("").str.strip_chars())


def with_plain_headings(frame: pl.DataFrame) -> pl.DataFrame:
    """Headings without spaces around them, in lower case; of two alike the first."""
    plain: dict[str, str] = {}
    for name in frame.columns:
        plain.setdefault(name.strip().strip("\ufeff").lower(), name)
    return frame.select(pl.col(old).alias(new) for new, old in plain.items())


def _utf8(raw: bytes) -> bytes:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16").encode()
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace").encode()
    return raw.removeprefix(b"\xef\xbb\xbf")
