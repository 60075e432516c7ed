"""The `parentis` command: what an analyst does from a terminal, without the website.

Everything heavy is imported inside the command that needs it, so that `figures` on one
council's returns starts, reads and answers in about a second.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parentis.config.safety_commands import SAFETY_COMMANDS
from parentis.config.sentences import sentences_for_people

if TYPE_CHECKING:
    from tqdm import tqdm

RETURN = click.argument("source", metavar="RETURN", type=click.Path(path_type=Path))
YEAR = click.option(
    "--year",
    type=click.IntRange(2016, 2027),
    help="The year the return ends, on 31 March.",
)
PUBLISHED = click.option(
    "--published",
    type=click.Path(path_type=Path),
    help="Folder of DfE's published files, as downloaded.",
)
COUNCIL = click.option(
    "--council", default="", help="The council: its three-digit code, ONS code or name."
)
POSTCODES = click.option(
    "--postcodes",
    type=click.Path(path_type=Path),
    help="An ONS postcode directory, for distances and council boundaries.",
)


class Progress:
    """A bar on the terminal for work that takes over a second.

    Called with what is being done, how much of it is done, and how much there is.
    """

    def __init__(self) -> None:
        self.bar: tqdm[Any] | None = None

    def __call__(self, doing: str, done: int, total: int) -> None:
        from tqdm import tqdm

        if self.bar is None:
            self.bar = tqdm(total=total, delay=1, leave=False, unit="")
        self.bar.total = total
        self.bar.set_description(doing, refresh=False)
        self.bar.update(done - self.bar.n)
        if done >= total:
            self.bar.close()
            self.bar = None


class Commands(click.Group):
    """The commands. What is asked wrongly ends with 1 too, as all that goes wrong."""

    def main(self, *args: Any, **extra: Any) -> Any:
        click.UsageError.exit_code = 1
        return super().main(*args, **extra)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parentis")
def main() -> None:
    """Parentis: the system a council works with as a corporate parent."""


@main.command()
@RETURN
@YEAR
@PUBLISHED
@COUNCIL
@POSTCODES
@click.option(
    "--indicator",
    "codes",
    multiple=True,
    help="Only this one. May be given again. `parentis indicators` lists the codes.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option(
    "--public",
    is_flag=True,
    help="For eyes outside the council: small counts are hidden.",
)
@click.option(
    "--engine",
    type=click.Choice(["polars", "duckdb", "pyspark"]),
    default="polars",
    show_default=True,
    help="What computes. The others read a Parquet lake.",
)
def figures(form: str, **asked: Any) -> None:
    """Compute every indicator from RETURN.

    RETURN is a folder, zip, XML or workbook of one year, or a folder with one of these
    a year (2016/ … 2025/), or a Parquet lake of many councils' returns (see `lake`).
    """
    from parentis.config.answers import figure_rows, figure_table
    from parentis.config.printing import as_csv, as_json

    with sentences_for_people():
        rows = figure_rows(**asked, progress=Progress())
        show: dict[str, Callable[[Any], str]] = {
            "json": as_json,
            "csv": as_csv,
            "table": figure_table,
        }
        click.echo(show[form](rows))


@main.command()
@RETURN
@YEAR
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
def check(source: Path, year: int | None, form: str) -> None:
    """Say what in RETURN could not be read, where it stands and what to do about it."""
    from parentis.config.answers import finding_rows, finding_table, found_in_words
    from parentis.config.printing import as_csv, as_json
    from parentis.ssda903.reader import read_years

    with sentences_for_people():
        found = read_years(source, year=year, progress=Progress())
        rows = finding_rows(found.findings)
        if form == "table":
            click.echo(finding_table(rows))
            click.echo(found_in_words(found))
        else:
            click.echo(as_json(rows) if form == "json" else as_csv(rows))


@main.command()
@RETURN
@click.option(
    "--out",
    "outs",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .docx, .pdf or .html. May be given again.",
)
@YEAR
@PUBLISHED
@COUNCIL
@POSTCODES
@click.option(
    "--indicator", "codes", multiple=True, help="Only this one. May be given again."
)
@click.option("--template", default="scrutiny", show_default=True, help="Its shape.")
@click.option("--council-name", default="", help="The council as the report names it.")
@click.option("--title", default="", help="The report's title.")
@click.option(
    "--contact", default="", help="Contact officer: name, post and telephone."
)
@click.option("--meeting", default="", help="The body and date it goes to.")
@click.option(
    "--internal",
    is_flag=True,
    help="For officers only: small counts stay, and the report is marked so.",
)
def report(outs: tuple[Path, ...], **asked: Any) -> None:
    """Write the committee report from RETURN as .docx, tagged PDF and HTML."""
    from parentis.config.answers import written_report

    with sentences_for_people():
        for path, contents in written_report(outs, **asked, progress=Progress()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents)
            click.echo(f"Wrote {path}")


@main.command("make-up")
@click.argument(
    "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--children", default=700, show_default=True, type=click.IntRange(min=1))
@click.option("--years", default=10, show_default=True, type=click.IntRange(1, 12))
@click.option(
    "--mistakes",
    default=0,
    show_default=True,
    type=click.IntRange(min=0),
    help="How many mistakes to plant; they are listed in DIR/mistakes.csv.",
)
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--last-year", default=2025, show_default=True, type=click.IntRange(2016, 2027)
)
@click.option(
    "--published", is_flag=True, help="Also write DIR/published: ten councils' figures."
)
def make_up(folder: Path, **asked: Any) -> None:
    """Make up a council that does not exist, and its returns of ten years, in DIR."""
    from parentis.madeup import make_up as make_up_council

    with sentences_for_people():
        made = make_up_council(folder, **asked, progress=Progress())
        first, last = made.years[0], made.years[-1]
        what = f"return of {last}" if first == last else f"returns of {first} to {last}"
        click.echo(f"Made up the {what} in {folder}: {made.rows:,} rows")
        if len(made.mistakes) < asked["mistakes"]:
            click.echo(
                f"There was room for {len(made.mistakes):,} mistakes, and no more: make"
                " up more children or years for the others."
            )


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
def indicators(form: str) -> None:
    """List every indicator: its code, what it counts, and from which year."""
    from parentis.config.answers import indicator_rows, indicator_table
    from parentis.config.printing import as_csv, as_json

    with sentences_for_people():
        rows = indicator_rows()
        show = {"json": as_json, "csv": as_csv, "table": indicator_table}
        click.echo(show[form](rows))


@main.command()
@RETURN
@click.argument(
    "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False)
)
@COUNCIL
@YEAR
def lake(source: Path, folder: Path, council: str, year: int | None) -> None:
    """Add a council's returns to a Parquet lake of many councils' in DIR."""
    from parentis.ssda903.lake import write_lake
    from parentis.ssda903.reader import read_years

    with sentences_for_people():
        found = read_years(source, year=year, council=council, progress=Progress())
        write_lake(found.returns, folder)
        years = ", ".join(str(each) for _, each in found.returns.councils_and_years)
        click.echo(f"Wrote the returns of {years} to {folder}")


@main.command()
@click.argument("cases", metavar="CASES.json", type=click.Path(path_type=Path))
def eligibility(cases: Path) -> None:
    """Say what leaving-care law makes of each history in CASES.json, and why."""
    import json

    from parentis.law.cases import decide_cases

    with sentences_for_people():
        decided = decide_cases(cases)
        click.echo(json.dumps(decided, indent=2, ensure_ascii=False))


@main.command("load-published")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--by", required=True, help="Your e-mail address in Parentis.")
def load_published(folder: Path, by: str) -> None:
    """Load DfE's published files in DIR into the website, for Compare."""
    from parentis.config.manage import manage

    manage("load_published", str(folder), "--by", by)


for each in SAFETY_COMMANDS:
    main.add_command(each)


@main.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def serve(rest: tuple[str, ...]) -> None:
    """Serve Parentis on this machine, with its database and background work."""
    from parentis.config.serve import main as serve_main

    raise SystemExit(serve_main(list(rest)))


if __name__ == "__main__":
    main()
