"""Sixty staff on a region, by locust: the 95th percentile of each page in milliseconds.

Run by `tests.benchmarks`, and alone: `python -m tests.benchmark_casework --minutes 5`.
The last line is JSON: {"home": 120, …}, with "errors" and "requests" beside them.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORT = 8_139
SITE = f"http://127.0.0.1:{PORT}"
STAFF, SECONDS_TO_START = 60, 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--staff", type=int, default=STAFF)
    chosen = parser.parse_args()
    data = Path(os.environ.get("PARENTIS_DATA", ROOT / ".data" / "bench" / "region"))
    os.environ["PARENTIS_DATA"] = str(data)
    subprocess.run([sys.executable, "-m", "tests.load.region"], check=True, cwd=ROOT)
    from parentis.config.database import embedded

    _read_into_memory(data / "postgres")
    with embedded(data / "postgres") as addresses:
        os.environ["DATABASE_URL"] = addresses.application
        web = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "parentis.config.wsgi:application"),
                *(f"--bind=127.0.0.1:{PORT}", "--worker-class=gthread"),
                *("--workers=2", "--threads=4", "--preload", "--log-level=error"),
            ],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "parentis.config.settings"},
        )
        try:
            _wait(web)
            print(json.dumps(_load(data, chosen.staff, chosen.minutes)))
        finally:
            web.terminate()
            web.wait(timeout=30)


def _read_into_memory(database: Path) -> None:
    """As on a server that has been up for a morning: no page waits for a cold disk."""
    for path in database.glob("base/*/*"):
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass


def _wait(web: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and web.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{SITE}/healthz"):  # noqa: S310
            return
        time.sleep(0.2)
    raise SystemExit("The web server did not start.")


def _load(data: Path, staff: int, minutes: float) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                *(sys.executable, "-m", "locust", "-f", "tests/load/staff.py"),
                *("--headless", "--host", SITE, "--users", str(staff)),
                *("--spawn-rate", "1", "--run-time", f"{int(minutes * 60)}s"),
                *("--csv", f"{folder}/load", "--only-summary", "--reset-stats"),
            ],
            cwd=ROOT,
            env=os.environ | {"PARENTIS_SESSIONS": str(data / "sessions.json")},
            check=False,
        )
        with Path(folder, "load_stats.csv").open() as stats:
            rows = list(csv.DictReader(stats))
    total = rows[-1]
    return {row["Name"]: float(row["95%"]) for row in rows[:-1]} | {
        "errors": float(total["Failure Count"]),
        "requests": float(total["Request Count"]),
    }


if __name__ == "__main__":
    main()
