"""A data folder as the first start leaves it: made once, and copied for who needs one.

To begin from nothing takes most of a minute, and only the test of the first start has
to. This module is run, too, as a process that makes one where PARENTIS_DATA says.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ("PARENTIS_", "DATABASE_", "DJANGO_SETTINGS_MODULE")


def install(folder: Path) -> None:
    """Copies it there. One made of other migrations is forgotten."""
    from tests.database import hash_of_migrations

    kept = ROOT / ".data" / "tests" / "installed"
    kept.mkdir(parents=True, exist_ok=True)
    here = kept / hash_of_migrations()
    with (kept / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not here.exists():
            for old in kept.glob("*/"):
                shutil.rmtree(old)
            _make(here.with_suffix(".begun"))
            here.with_suffix(".begun").rename(here)
    # Owners too: the database's files belong to whoever runs it.
    subprocess.run(["cp", "-a", f"{here}/.", folder], check=True)


def _make(folder: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    subprocess.run(
        [sys.executable, "-m", "tests.installed"],
        cwd=ROOT,
        env=environment
        | {
            "PARENTIS_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "parentis.config.settings",
        },
        check=True,
    )


@contextmanager
def migrated() -> Iterator[None]:
    """The installation that PARENTIS_DATA names, with its tables, for this process."""
    from parentis.config.manage import database_for

    with database_for("migrate"):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        yield


if __name__ == "__main__":
    with migrated():
        pass
