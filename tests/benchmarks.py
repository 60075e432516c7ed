"""How fast Parentis is: `make bench` runs this and writes docs/benchmarks.md's table.

Each time is a whole process from outside, start included, unless a row says otherwise.
The median of several runs is quoted, after one that is not counted. Machines differ, so
the table gives ratios beside times: a million rows, and against the smallest size.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("PARENTIS_BENCH_DATA", ROOT / ".data" / "bench"))
PARENTIS = Path(sys.executable).with_name("parentis")
DOCS = ROOT / "docs" / "benchmarks.md"
COUNTY, ENGLAND, YEARS = 2_000, 120_000, 10
SIZES = (COUNTY, 8_000, 32_000, ENGLAND)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One whole process: wall and processor seconds, and its most memory, in MiB."""

    seconds: float
    cpu: float
    peak: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.cpu:.1f} s of CPU), {self.peak:,.0f} MiB"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table. `allowed` is what the product promises."""

    what: str
    measured: str
    allowed: str
    note: str = ""


def timed(command: list[str | Path]) -> Run:
    """Run a command to its end: its wall time and peak memory, from the kernel."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=out, cwd=ROOT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Run(
        seconds=seconds,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss / 1024,
    )


def median_run(command: list[str | Path], *, runs: int) -> Run:
    if runs > 1:
        timed(command)
    counted = [timed(command) for _ in range(runs)]
    return Run(
        seconds=statistics.median(run.seconds for run in counted),
        cpu=statistics.median(run.cpu for run in counted),
        peak=max(run.peak for run in counted),
    )


def made_up(children: int) -> Path:
    """A made-up council's returns of ten years, made once and kept."""
    folder = DATA / f"{children}"
    if not (folder / "2025").exists():
        subprocess.run(
            [PARENTIS, "make-up", folder, "--children", str(children)], check=True
        )
    return folder


def rows_in(folder: Path) -> int:
    """Rows in all files of a return: what the work is proportional to."""
    return sum(
        path.read_bytes().count(b"\n") - 1
        for path in folder.glob("[0-9][0-9][0-9][0-9]/*.csv")
    )


def lake_of(folder: Path) -> Path:
    lake = folder.with_name(f"{folder.name}-lake")
    if not lake.exists():
        subprocess.run([PARENTIS, "lake", folder, lake, "--council", "701"], check=True)
    return lake


def figures_by_size(sizes: tuple[int, ...]) -> list[Row]:
    """Reading and computing every indicator, at each size, and how the time grows."""
    rows = []
    first: float | None = None
    allowed = {COUNTY: "2 s", ENGLAND: "30 s and 3,072 MiB"}
    for children in sizes:
        folder = made_up(children)
        run = median_run(
            [PARENTIS, "figures", folder, "--format", "json"],
            runs=5 if children <= 8_000 else 1,
        )
        count = rows_in(folder)
        per_million = run.cpu / count * 1_000_000
        first = first or per_million
        rows.append(
            Row(
                what=f"`parentis figures`, {children:,} children in care, ten years "
                f"of CSV ({count:,} rows)",
                measured=str(run),
                allowed=allowed.get(children, "grows no faster than the rows"),
                note=f"{per_million:.2f} s of CPU a million rows, "
                f"{per_million / first:.2f} of the first size's",
            )
        )
    return rows


def figures_from_a_lake(children: int) -> list[Row]:
    lake = lake_of(made_up(children))
    rows = []
    for engine in ("polars", "duckdb"):
        run = median_run(
            [PARENTIS, "figures", lake, "--engine", engine, "--format", "json"], runs=1
        )
        rows.append(
            Row(
                what=f"The same {children:,} from a Parquet lake, {engine}",
                measured=str(run),
                allowed="–",
            )
        )
    return rows


def committee_report() -> list[Row]:
    folder = made_up(700)
    with tempfile.TemporaryDirectory() as out:
        command: list[str | Path] = [PARENTIS, "report", folder]
        command += ["--out", Path(out) / "r.docx", "--out", Path(out) / "r.pdf"]
        run = median_run(command, runs=5)
    return [
        Row(
            what="`parentis report` as .docx and PDF, 700 children, ten years, "
            "reading and computing included",
            measured=str(run),
            allowed="3 s",
        )
    ]


def scorecard_page() -> list[Row]:
    """Server time of the scorecard, in a process that has served it once before."""
    milliseconds = float(_lines_of("tests.benchmark_pages")[-1])
    return [
        Row(
            what="Scorecard page, server time, demo council (median of 20)",
            measured=f"{milliseconds:.0f} ms",
            allowed="150 ms",
        )
    ]


def record_of_looking() -> list[Row]:
    """What it adds to pages that show young people, and how fast it is verified."""
    *pages, verified = _lines_of("tests.benchmark_looking")
    allowed = {"A record": "adds 3 ms", "A list of 50": "adds 3 ms"}
    rows = []
    for page in pages:
        what, _, measured = page.partition(": ")
        rows.append(
            Row(
                what=f"{what}, server time, each look on disk before it leaves",
                measured=measured,
                allowed=allowed.get(what, "–"),
            )
        )
    return [*rows, Row(what="The record of looking", measured=verified, allowed="–")]


def recommendations_of_ten_years() -> list[Row]:
    """Pages of 200 recommendations, each told of every quarter for ten years."""
    found = json.loads(_lines_of("tests.benchmark_recommendations")[-1])
    return [
        Row(
            what=f"200 recommendations with 8,000 updates, {page}: server time",
            measured=f"{milliseconds:.0f} ms",
            allowed="200 ms",
        )
        for page, milliseconds in found.items()
    ]


def casework_under_load() -> list[Row]:
    """Sixty staff at once in a region: the 95th percentile of each page."""
    found = json.loads(_lines_of("tests.benchmark_casework")[-1])
    errors, requests = found.pop("errors"), found.pop("requests")
    return [
        Row(
            what=f"Sixty staff in a region of 5,000, {page}: 95th percentile",
            measured=f"{milliseconds:.0f} ms",
            allowed="300 ms",
            note=f"{errors:.0f} errors in {requests:.0f} requests in all",
        )
        for page, milliseconds in found.items()
    ]


def _lines_of(module: str) -> list[str]:
    """What a benchmark that is a process of its own prints."""
    run = subprocess.run(
        [sys.executable, "-m", module],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return run.stdout.strip().splitlines()


def process_start() -> list[Row]:
    run = median_run([PARENTIS, "indicators", "--format", "json"], runs=5)
    bare = median_run([sys.executable, "-c", "import polars, narwhals"], runs=5)
    return [
        Row(
            what="Process start: `parentis indicators`",
            measured=f"{run.seconds:.2f} s",
            allowed="–",
            note=f"{run.seconds / bare.seconds:.1f} times importing the frames alone",
        )
    ]


def table(rows: list[Row]) -> str:
    lines = ["| what | measured | promised | note |", "|---|---|---|---|"]
    lines += [f"| {r.what} | {r.measured} | {r.allowed} | {r.note} |" for r in rows]
    return "\n".join(lines)


def write(rows: list[Row]) -> None:
    """Put the table between the marks in docs/benchmarks.md."""
    begin, end = "<!-- table -->", "<!-- end of table -->"
    text = DOCS.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    DOCS.write_text(f"{before}{begin}\n{table(rows)}\n{end}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave England out")
    asked = parser.parse_args()
    DATA.mkdir(parents=True, exist_ok=True)
    sizes = SIZES[:-1] if asked.quick else SIZES
    steps: list[Callable[[], list[Row]]] = [
        process_start,
        committee_report,
        scorecard_page,
        record_of_looking,
        recommendations_of_ten_years,
        casework_under_load,
        lambda: figures_by_size(sizes),
        lambda: figures_from_a_lake(8_000),
    ]
    rows: list[Row] = []
    for step in steps:
        made = step()
        rows += made
        print(table(made), flush=True)
    if not asked.quick:
        write(rows)


if __name__ == "__main__":
    main()
