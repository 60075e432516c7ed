"""Fills the demo: a made-up county's returns, and its neighbours' published figures."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.utils import timezone

from parentis.accounts import queries as accounts
from parentis.accounts.models import User
from parentis.comparisons import actions as comparisons
from parentis.figures import actions as figures
from parentis.madeup import make_up, write_postcodes
from parentis.returns import actions as returns
from parentis.returns import queries as returns_received

ANALYST = "analyst@aldermere.example"


class Command(BaseCommand):
    help = "Fill the demo with a made-up county, unless it already holds returns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--children", type=int, default=700)
        parser.add_argument("--years", type=int, default=10)

    def handle(self, *, children: int, years: int, **_options: Any) -> None:
        analyst = accounts.get_staff(ANALYST)
        if returns_received.received(viewer=analyst, at=timezone.now()):
            return
        self.stdout.write("Making up a county. This takes a minute, this once…")
        self.stdout.flush()
        write_postcodes(settings.POSTCODES)
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder)
            make_up(made, children=children, years=years, published=True)
            for year in sorted(made.glob("20[0-9][0-9]")):
                _receive(year, by=analyst)
            comparisons.load_published(made / "published", by=analyst)
        figures.compute_figures(by=analyst, at=timezone.now())
        self.stdout.write(f"Filled the made-up county: {years} years of returns")


def _receive(folder: Path, *, by: User) -> None:
    files = [
        SimpleUploadedFile(path.name, path.read_bytes())
        for path in sorted(folder.glob("*.csv"))
    ]
    returns.read_return(files, by=by, at=timezone.now(), year=int(folder.name))
