"""Server time of the demo council's scorecard, in milliseconds: the last word said.

Run by `tests.benchmarks`. Fills its own database the first time.
"""

import os
import statistics
import time
from pathlib import Path

from tests.installed import migrated

ROOT = Path(__file__).resolve().parents[1]
TIMES = 20


def main() -> None:
    os.environ.setdefault("PARENTIS_DATA", str(ROOT / ".data" / "bench" / "demo"))
    os.environ["PARENTIS_DEMO"] = "yes"
    os.environ["DJANGO_SETTINGS_MODULE"] = "parentis.config.settings"
    with migrated():
        from django.core.management import call_command
        from django.test import Client

        call_command("fill_demo_people", password="made-up council", verbosity=0)
        call_command("fill_demo", verbosity=0)
        client = Client()
        client.post(
            "/enter-as/",
            {"email": "analyst@aldermere.example"},
            SERVER_NAME="localhost",
        )
        taken = []
        for _ in range(TIMES + 1):
            began = time.perf_counter()
            response = client.get("/figures/", SERVER_NAME="localhost")
            taken.append((time.perf_counter() - began) * 1000)
            assert response.status_code == 200, response.status_code
        print(f"{statistics.median(taken[1:]):.1f}")


if __name__ == "__main__":
    main()
