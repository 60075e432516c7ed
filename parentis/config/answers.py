"""What the commands answer: rows of figures, of findings, of indicators; a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parentis.config.printing import Row, as_table, screen_width
from parentis.ssda903.findings import Finding

if TYPE_CHECKING:
    from parentis.indicators.indicator import Figure, Indicator
    from parentis.published import Published
    from parentis.ssda903.returns import Returns

Progress = Callable[[str, int, int], None]

WIDE_ENOUGH_FOR_CODES = 110
MOST_OF_A_VALUE = 60


def open_returns(
    source: Path,
    *,
    engine: str = "polars",
    year: int | None,
    council: str,
    postcodes: Path | None,
    progress: Progress,
) -> "Returns":
    """RETURN as frames: one council's files, or a Parquet lake of many councils'.

    What could not be read is counted on standard error, with the command that lists it.
    """
    if engine != "polars" or _is_lake(source):
        from parentis.ssda903.lake import open_lake

        return open_lake(source, engine=engine)
    from parentis.ssda903.reader import read_years

    found = read_years(source, year=year, council=council, progress=progress)
    if found.findings:
        click.echo(
            f"{len(found.findings):,} cells or rows need a look: "
            f"`parentis check {source}` lists them.",
            err=True,
        )
    if postcodes is None:
        return found.returns
    from parentis.ssda903.postcodes import read_postcodes

    return found.returns.with_postcodes(read_postcodes(postcodes))


def _is_lake(source: Path) -> bool:
    return source.is_dir() and next(source.rglob("*.parquet"), None) is not None


def figure_rows(
    *,
    source: Path,
    year: int | None,
    published: Path | None,
    council: str,
    postcodes: Path | None,
    codes: Sequence[str],
    public: bool,
    engine: str,
    progress: Progress,
) -> list[Row]:
    """One row for each council, year and indicator, as the commands' JSON has it."""
    from parentis.indicators.compute import compute

    if published is not None and not council:
        raise click.ClickException(
            "Say which council to compare: add --council with its code or name."
        )
    chosen = chosen_indicators(codes)
    returns = open_returns(
        source,
        engine=engine,
        year=year,
        council=council,
        postcodes=postcodes,
        progress=progress,
    )
    figures: list[Figure] = compute(returns)
    if public:
        from parentis.indicators.disclosure import protect

        figures = protect(figures)
    wanted = [
        figure
        for figure in figures
        if figure.indicator in chosen and year in (None, figure.year)
    ]
    rows: list[Row] = [_row(figure) for figure in wanted]
    if published is None:
        return rows
    others = open_published_files(published)
    return [
        {**row, **_compared(others, council, chosen[row["indicator"]], row["year"])}
        for row in rows
    ]


def open_published_files(folder: Path) -> "Published":
    """What DfE published, and on standard error what in it could not be used."""
    from parentis.published import open_published

    others = open_published(folder)
    for item in others.not_read:
        if not item.is_expected:
            click.echo(item.sentence, err=True)
    return others


def chosen_indicators(codes: Sequence[str]) -> "dict[str, Indicator]":
    """The indicators with these codes, or all of them; a code nobody has is refused."""
    from parentis.indicators import INDICATOR_BY_CODE

    for code in codes:
        if code not in INDICATOR_BY_CODE:
            raise click.ClickException(
                f"There is no indicator '{code}'. `parentis indicators` lists them."
            )
    return {
        code: indicator
        for code, indicator in INDICATOR_BY_CODE.items()
        if not codes or code in codes
    }


def _row(figure: "Figure") -> dict[str, Any]:
    return {
        "council": figure.council,
        "year": figure.year,
        "indicator": figure.indicator,
        "numerator": _whole(figure.numerator),
        "denominator": figure.denominator,
        "value": figure.value,
        "hidden": figure.is_hidden,
        "unavailable": figure.unavailable,
    }


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _compared(
    others: "Published", council: str, indicator: "Indicator", year: int
) -> dict[str, Any]:
    """Comparators of one figure. A suppressed one is null, and never counted as 0."""
    found = others.compare(council, indicator.code, year, better=indicator.better.value)
    return {
        "published": found.own.value if found.own else None,
        "neighbours_mean": found.neighbours_mean,
        "neighbours_median": found.neighbours_median,
        "neighbours_with_value": found.neighbours_with_value,
        "neighbours_model": found.model,
        "region": found.region.value if found.region else None,
        "region_name": found.region_name,
        "england": found.england.value if found.england else None,
        "rank": found.rank,
        "out_of": found.out_of,
        "quartile": found.quartile,
    }


def figure_table(rows: Sequence[Row]) -> str:
    """The scorecard on a terminal: one line an indicator, the years side by side."""
    from parentis.indicators import INDICATOR_BY_CODE
    from parentis.indicators.indicator import Kind

    if not rows:
        return "There is no figure to show for that year."
    is_compared = "england" in rows[0]
    columns = ["Year", "Indicator", "Code", "Value", "Counted", "Out of"]
    if is_compared:
        columns += ["Neighbours", "Region", "England", "Rank"]
    has_councils = len({row["council"] for row in rows}) > 1
    lines = []
    for row in rows:
        indicator = INDICATOR_BY_CODE[row["indicator"]]
        line = [
            str(row["year"]),
            indicator.short_title,
            row["indicator"],
            _value_in_words(row, is_count=indicator.kind is Kind.COUNT),
            _number(row["numerator"]),
            _number(row["denominator"]),
        ]
        if is_compared:
            line += [
                _number(row["neighbours_median"]),
                _number(row["region"]),
                _number(row["england"]),
                f"{row['rank']} of {row['out_of']}" if row["rank"] else "",
            ]
        lines.append([row["council"], *line] if has_councils else line)
    if has_councils:
        columns = ["Council", *columns]
    if screen_width() < WIDE_ENOUGH_FOR_CODES:
        # Folded they could not be copied, and `parentis indicators` lists them.
        code = columns.index("Code")
        columns.pop(code)
        for line in lines:
            line.pop(code)
    wrap = [columns.index("Value"), columns.index("Indicator")]
    return as_table(columns, lines, wrap=wrap)


def _value_in_words(row: Row, *, is_count: bool) -> str:
    if row["hidden"]:
        return "c"
    if row["unavailable"]:
        return str(row["unavailable"])
    if is_count or row["value"] is None:
        return "–" if not is_count else ""
    return _number(row["value"])


def _number(number: float | None) -> str:
    if number is None:
        return ""
    if number == int(number) and not isinstance(number, float):
        return f"{number:,}"
    return f"{number:,.1f}"


def finding_rows(findings: Iterable[Finding]) -> list[Row]:
    return [
        {
            "severity": finding.severity.value,
            "file": finding.file,
            "row": finding.row or None,
            "column": finding.column,
            "value": finding.value,
            "child": finding.child,
            "rule": finding.rule,
            "message": finding.message,
        }
        for finding in findings
    ]


def finding_table(rows: Sequence[Row]) -> str:
    """Findings file by file, errors first."""
    if not rows:
        return "Every cell could be read."
    out = []
    for file in dict.fromkeys(row["file"] for row in rows):
        own = sorted(
            (row for row in rows if row["file"] == file),
            key=lambda row: (row["severity"] != "error", row["row"] or 0),
        )
        lines = [
            [
                row["severity"],
                str(row["row"] or ""),
                row["column"],
                _cut(row["value"]),
                row["message"],
            ]
            for row in own
        ]
        table = as_table(
            ["Severity", "Row", "Column", "Value", "What to do"], lines, wrap=(4, 3)
        )
        out.append(f"{file}\n{table}\n")
    return "\n".join(out)


def _cut(value: str) -> str:
    """The value as far as a table has room; JSON and CSV give the whole of it."""
    return value if len(value) <= MOST_OF_A_VALUE else f"{value[:MOST_OF_A_VALUE]}…"


def found_in_words(found: Any) -> str:
    """One closing line: what was read, and how much of it needs a look."""
    years = ", ".join(str(year) for _, year in found.returns.councils_and_years)
    errors = sum(finding.severity == "error" for finding in found.findings)
    warnings = len(found.findings) - errors
    return (
        f"Read the return of {years}: {errors:,} cells or rows could not be used, "
        f"{warnings:,} more are worth a look."
    )


def indicator_rows() -> list[Row]:
    from parentis.indicators import INDICATORS

    return [
        {
            "indicator": each.code,
            "title": each.title,
            "theme": each.theme.value,
            "kind": each.kind.value,
            "better": each.better.value,
            "first_year": each.first_year,
            "last_year": each.last_year,
            "counted": each.counted,
            "out_of": each.out_of,
            "part_of": each.part_of,
            "historic": each.is_historic,
            "from_memory": each.source.is_from_memory,
            "source": str(each.source),
        }
        for each in INDICATORS
    ]


def indicator_table(rows: Sequence[Row]) -> str:
    return as_table(
        ["Code", "From", "What it tells"],
        [[row["indicator"], str(row["first_year"]), row["title"]] for row in rows],
        wrap=(2,),
    )


def written_report(
    outs: Sequence[Path],
    *,
    source: Path,
    year: int | None,
    published: Path | None,
    council: str,
    postcodes: Path | None,
    codes: Sequence[str],
    template: str,
    council_name: str,
    title: str,
    contact: str,
    meeting: str,
    internal: bool,
    progress: Progress,
) -> Iterator[tuple[Path, bytes]]:
    """The report, once for each file asked for, in the form its name asks for."""
    from parentis.committee_report.formats import FORMATS, made_as
    from parentis.committee_report.from_return import Asked, report_from_return

    for out in outs:
        if out.suffix.lower() not in FORMATS:
            forms = ", ".join(FORMATS)
            raise click.ClickException(
                f"{out.name} has none of the endings a report can have: {forms}."
            )
    returns = open_returns(
        source, year=year, council="", postcodes=postcodes, progress=progress
    )
    others = open_published_files(published) if published is not None else None
    asked = Asked(
        year=year,
        council=council,
        council_name=council_name,
        codes=codes,
        template=template,
        title=title,
        contact=contact,
        meeting=meeting,
        source=source.name,
        read_on=datetime.now(tz=UTC).date(),
        is_internal=internal,
    )
    document = report_from_return(returns, asked, published=others)
    for out in outs:
        yield out, made_as(document, out.suffix.lower())
