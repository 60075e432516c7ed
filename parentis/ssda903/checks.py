"""What was read, but does not fit together: within a row, between rows, between tables.

Each check is a name, a sentence and a condition on the rows. A check with a number is
the rule of that number in the sector's open validator (data-to-insight,
csc-validator-be-903, April 2026). All are warnings: the values stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from parentis.law.sources import Source
from parentis.ssda903.codes import LEFT_THE_COHORT
from parentis.ssda903.raw import ROW
from parentis.ssda903.tables import EPISODES, HEADER, TABLE_BY_NAME, TABLES, Kind, Table
from parentis.ssda903.typed import SOURCE, YEAR, findings_frame

Tables = Mapping[str, pl.DataFrame]

OPEN_VALIDATOR = "Open validator of the SSDA903 return (csc-validator-be-903)"
OUR_OWN = Source("Parentis", "no rule of the guide: it cannot be so")
EARLIEST = date(1900, 1, 1)


def _rule(number: str) -> Source:
    return Source(
        OPEN_VALIDATOR,
        f"rule {number}",
        "https://github.com/data-to-insight/csc-validator-be-903",
    )


@dataclass(frozen=True, kw_only=True)
class RowCheck:
    """A condition that no row of a table should meet. `column` is where to look.

    `needs_every_cell` where a cell that could not be read would look like an empty one:
    such rows are told for that cell alone.
    """

    name: str
    table: str
    column: str
    message: str
    fails: pl.Expr
    source: Source = OUR_OWN
    needs_every_cell: bool = False


def _ends_before(table: str, first: str, last: str) -> RowCheck:
    return RowCheck(
        name="ends-before-it-begins",
        table=table,
        column=last.upper(),
        message=f"{last.upper()} lies before {first.upper()}: correct one of the two"
        " dates.",
        fails=pl.col(last) < pl.col(first),
    )


_IN_TOUCH, _ACTIV, _ACCOM = pl.col("in_touch"), pl.col("activ"), pl.col("accom")
_GIVEN = pl.sum_horizontal(
    each.is_not_null().cast(pl.Int8) for each in (_IN_TOUCH, _ACTIV, _ACCOM)
)
# The year of a birthday in the return year: before April it is the later of the two.
_AGE = (
    pl.col(YEAR).cast(pl.Int32)
    - pl.col("dob").dt.year()
    - (pl.col("dob").dt.month() >= 4).cast(pl.Int32)
)

ROW_CHECKS: tuple[RowCheck, ...] = (
    _ends_before("episodes", "decom", "dec"),
    _ends_before("missing", "mis_start", "mis_end"),
    _ends_before("sw_episodes", "sw_decom", "sw_dec"),
    _ends_before("placed_adoption", "date_placed", "date_placed_ceased"),
    _ends_before("dolo", "dolo_start", "dolo_end"),
    RowCheck(
        name="oc3-153-all-or-none",
        table="oc3",
        column="IN_TOUCH",
        message="Some of IN_TOUCH, ACTIV and ACCOM are filled in and some are not: fill"
        " in all three, with 0 where there is no information.",
        fails=_GIVEN.is_between(1, 2),
        source=_rule("153"),
        needs_every_cell=True,
    ),
    RowCheck(
        name="oc3-344-left-the-cohort",
        table="oc3",
        column="IN_TOUCH",
        message="For someone who died or returned home (DIED, RHOM), ACTIV and ACCOM"
        " are both 0: correct them, or IN_TOUCH.",
        fails=_IN_TOUCH.is_in(LEFT_THE_COHORT) & ((_ACTIV != "0") | (_ACCOM != "0")),
        source=_rule("344"),
    ),
    RowCheck(
        name="oc3-345-in-touch",
        table="oc3",
        column="IN_TOUCH",
        message="For someone the council is in touch with (YES), neither ACTIV nor"
        " ACCOM is 0: put in what they do and where they live, or correct IN_TOUCH.",
        fails=(_IN_TOUCH == "YES") & ((_ACTIV == "0") | (_ACCOM == "0")),
        source=_rule("345"),
    ),
    RowCheck(
        name="oc3-133-never-suitable",
        table="oc3",
        column="ACCOM",
        message="Having no home and being in custody are never suitable: use S2 or X2.",
        # From 2023 the code itself is one of another year, and is told as such.
        fails=_ACCOM.is_in(("S1", "X1")) & (pl.col(YEAR) <= 2022),
        source=_rule("133"),
    ),
    RowCheck(
        name="oc3-3001-former-foster-carers-at-17",
        table="oc3",
        column="ACCOM",
        message="Staying with former foster carers (Z1, Z2) begins at 18, and this"
        " young person turned 17 in the year: correct ACCOM or the date of birth.",
        fails=_ACCOM.is_in(("Z1", "Z2")) & (_AGE == 17),
        source=_rule("3001"),
    ),
    RowCheck(
        name="oc3-age",
        table="oc3",
        column="DOB",
        message="Care leavers in OC3 turn 17 to 25 in the year, and this person does"
        " not: check the date of birth, or take the row out.",
        fails=~_AGE.is_between(17, 25),
        source=Source("Children looked after in England: methodology", "Care leavers"),
    ),
)


def _date_checks() -> Iterator[RowCheck]:
    """For every date: not after the return's last day, and not before 1900."""
    for table in TABLES:
        for column in table.columns:
            if column.kind is not Kind.DATE:
                continue
            yield RowCheck(
                name="date-after-year",
                table=table.name,
                column=column.name,
                message="This date lies after the return's last day, 31 March: check"
                " it.",
                fails=pl.col(column.field) > pl.date(pl.col(YEAR), 3, 31),
            )
            yield RowCheck(
                name="date-before-1900",
                table=table.name,
                column=column.name,
                message="This date lies before 1900: check the year.",
                fails=pl.col(column.field) < EARLIEST,
            )


ALL_ROW_CHECKS = (*ROW_CHECKS, *_date_checks())


def check(
    tables: Tables,
    *,
    unread: Mapping[str, Sequence[pl.DataFrame]] | None = None,
    undecoded: frozenset[str] = frozenset(),
) -> list[pl.DataFrame]:
    """Findings' frames about the returns of one year or more, by table.

    Each frame of `tables` has `row`, `source`, `year` and the table's own columns.
    `unread` holds the findings about cells of each table; `undecoded` names the tables
    in which some letters could not be read.
    """
    unread = unread or {}
    found: list[pl.DataFrame] = []
    for name, rows in tables.items():
        table = TABLE_BY_NAME[name]
        found += _row_checks(table, rows, unread.get(name, ()))
        found += _postcodes(table, rows)
        found += _twice(table, rows)
        if name in undecoded:
            found += _undecoded(table, rows)
    if EPISODES.name in tables:
        wholly_read = _wholly_read(tables["episodes"], unread.get("episodes", ()))
        found += _overlapping(wholly_read)
    return [*found, *_against_header(tables)]


def _wholly_read(rows: pl.DataFrame, unread: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The rows in which every cell could be read."""
    if not unread:
        return rows
    places = pl.concat([each.select(SOURCE, ROW) for each in unread])
    return rows.join(places, on=[SOURCE, ROW], how="anti", maintain_order="left")


def _row_checks(
    table: Table, rows: pl.DataFrame, unread: Sequence[pl.DataFrame]
) -> Iterator[pl.DataFrame]:
    checks = [each for each in ALL_ROW_CHECKS if each.table == table.name]
    for place in _which_fail(rows, [each.fails for each in checks]):
        each = checks[place]
        failing = rows.filter(each.fails)
        if each.needs_every_cell:
            failing = _wholly_read(failing, unread)
        yield findings_frame(
            failing,
            each.column,
            value=_as_written(rows, each.column.lower()),
            rule=each.name,
            message=each.message,
        )


def _as_written(rows: pl.DataFrame, name: str) -> pl.Expr:
    """A column's cells as the return writes them."""
    cell = pl.col(name)
    return cell.dt.strftime("%d/%m/%Y") if rows.schema[name] == pl.Date else cell


def _which_fail(rows: pl.DataFrame, conditions: list[pl.Expr]) -> list[int]:
    """The conditions that some row meets, all asked in one pass."""
    if not conditions or not rows.height:
        return []
    met = rows.select(
        each.any().alias(str(place)) for place, each in enumerate(conditions)
    ).row(0)
    return [place for place, is_met in enumerate(met) if is_met]


_POSTCODE = r"^[A-Za-z]{1,2}\d[A-Za-z\d]?\s*(?:\d[A-Za-z]{2})?$"


def _postcodes(table: Table, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for column in table.columns:
        if column.kind is not Kind.POSTCODE:
            continue
        texts = rows[column.field].unique().drop_nulls()
        wrong = texts.filter(~texts.str.contains(_POSTCODE))
        if len(wrong):
            yield findings_frame(
                rows.filter(pl.col(column.field).is_in(wrong.implode())),
                column.name,
                value=pl.col(column.field),
                rule="postcode-malformed",
                message="This is not how a postcode is written (such as PR1 8XJ), so it"
                " cannot be found on a map: correct it.",
            )


def _undecoded(table: Table, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    columns = [
        each
        for each in table.columns
        if each.kind in (Kind.TEXT, Kind.CHILD, Kind.POSTCODE)
    ]
    conditions = [
        pl.col(each.field).str.contains("\ufffd", literal=True) for each in columns
    ]
    for place in _which_fail(rows, conditions):
        yield findings_frame(
            rows.filter(conditions[place]),
            columns[place].name,
            value=pl.col(columns[place].field),
            rule="text-undecodable",
            message="Some letters here could not be read, and stand as \ufffd: save the"
            " file again as 'CSV UTF-8'.",
        )


_TWICE = {
    "row-twice": "This row stands in the return twice: leave it out once.",
    "key-twice": (
        "An earlier row has the same {columns}, and says something else: keep the one"
        " that is right. Figures count the young person once."
    ),
}


def _twice(table: Table, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The later of rows that are the same, or that speak of the same thing."""
    key = [YEAR, *table.key]
    keyed = rows.filter(pl.col("child").is_not_null())
    if keyed.select(key).hash_rows().n_unique() == keyed.height:
        return
    shared = keyed.filter(pl.struct(key).is_duplicated())
    whole = [YEAR, *table.fields]
    shared = shared.with_columns(
        is_same=~pl.struct(whole).is_first_distinct(),
        is_later=~pl.struct(key).is_first_distinct(),
    )
    columns = ", ".join(name.upper() for name in table.key)
    for is_same, rule in ((True, "row-twice"), (False, "key-twice")):
        later = shared.filter(pl.col("is_later") & (pl.col("is_same") == is_same))
        if later.height:
            yield findings_frame(
                later,
                columns,
                value=pl.concat_str(
                    (_as_written(later, name) for name in table.key),
                    separator=", ",
                    ignore_nulls=True,
                ),
                rule=rule,
                message=_TWICE[rule].format(columns=columns),
            )


def _overlapping(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Episodes that begin before the child's episode before them has ended."""
    episodes = (
        rows.select(SOURCE, ROW, YEAR, "child", "decom", "dec")
        .drop_nulls(["child", "decom"])
        .sort(YEAR, "child", "decom", "dec", nulls_last=True, maintain_order=True)
    )
    is_same_child = (pl.col("child") == pl.col("child").shift()) & (
        pl.col(YEAR) == pl.col(YEAR).shift()
    )
    ended = pl.col("dec").shift()
    overlapping = episodes.filter(
        is_same_child
        & (pl.col("decom") != pl.col("decom").shift())
        & (ended.is_null() | (ended > pl.col("decom")))
    )
    if overlapping.height:
        yield findings_frame(
            overlapping,
            "DECOM",
            value=pl.col("decom").dt.strftime("%d/%m/%Y"),
            rule="episodes-overlap",
            message="This episode begins before the one before it has ended: correct"
            " DECOM here, or DEC there.",
        )


def _against_header(tables: Tables) -> Iterator[pl.DataFrame]:
    """Children who are not in Header, and those who were born on another day there."""
    if HEADER.name not in tables or len(tables) == 1:
        return
    header = (
        tables[HEADER.name]
        .select(YEAR, "child", pl.col("dob").alias("header_dob"), in_header=True)
        .drop_nulls("child")
        .unique([YEAR, "child"], keep="first")
    )
    # One join for all tables takes less than one for each.
    others = pl.concat(
        [
            rows.lazy().select(
                SOURCE,
                ROW,
                YEAR,
                "child",
                pl.col("dob") if "dob" in rows else pl.lit(None, pl.Date).alias("dob"),
            )
            for name, rows in tables.items()
            if name != HEADER.name
        ]
    )
    odd = (
        others.filter(
            pl.col("child").is_not_null(),
            pl.col(YEAR).is_in(header[YEAR].unique().implode()),
        )
        .join(header.lazy(), on=[YEAR, "child"], how="left")
        .filter(pl.col("in_header").is_null() | (pl.col("dob") != pl.col("header_dob")))
        .collect()
    )
    yield from _told_against_header(odd)


def _told_against_header(odd: pl.DataFrame) -> Iterator[pl.DataFrame]:
    absent = odd.filter(pl.col("in_header").is_null())
    if absent.height:
        yield findings_frame(
            absent,
            "CHILD",
            value=pl.col("child"),
            rule="child-not-in-header",
            message="This child is not in Header, so their sex and ethnic origin are"
            " not known: add them to Header, or correct the number.",
        )
    differs = odd.filter(pl.col("in_header").is_not_null())
    if differs.height:
        told = differs.with_columns(
            rule=pl.lit("dob-differs"),
            severity=pl.lit("warning"),
            message=pl.format(
                "Header says that this child was born on {}: correct whichever is"
                " wrong.",
                pl.col("header_dob").dt.strftime("%d/%m/%Y"),
            ),
        )
        yield findings_frame(told, "DOB", value=pl.col("dob").dt.strftime("%d/%m/%Y"))
