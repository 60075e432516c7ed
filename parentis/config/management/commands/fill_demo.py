"""Fills the demo: a made-up county's returns, its young people and their workers, and
its neighbours' published figures."""

import tempfile
from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.utils import timezone

from parentis.accounts import queries as accounts
from parentis.accounts.models import User
from parentis.comparisons import actions as comparisons
from parentis.config import made_up_casework, made_up_records
from parentis.config.made_up_council import fill_council
from parentis.config.made_up_details import fill_details
from parentis.config.made_up_plans import fill_plans
from parentis.figures import actions as figures
from parentis.madeup import make_up, write_postcodes
from parentis.madeup.caseload import Named, caseload_of, children_of
from parentis.madeup.casework import casework_of
from parentis.position import actions as position
from parentis.returns import actions as returns
from parentis.returns import queries as returns_received
from parentis.young_people.models import YoungPerson

ANALYST = "analyst@aldermere.example"
MONTHS_KEPT = 6
# Returns came, and figures were computed, before the reports that rest on them.
SINCE_THE_RETURN = timedelta(days=120)
# Who has work of their own among the made-up people of `parentis.accounts.demo`.
NAMED = Named(
    adviser="adviser@aldermere.example",
    social_worker="social-worker@aldermere.example",
    manager="manager@aldermere.example",
    employment_adviser="employment@aldermere.example",
    virtual_school="virtual-school@aldermere.example",
)


class Command(BaseCommand):
    help = "Fill the demo with a made-up county, where it does not hold one yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--children", type=int, default=700)
        parser.add_argument("--years", type=int, default=10)

    def handle(self, *, children: int, years: int, **_options: Any) -> None:
        analyst = accounts.get_staff(ANALYST)
        if not returns_received.received(viewer=analyst, at=timezone.now()):
            self._fill_returns(children, years, by=analyst)
        if not made_up_records.are_filled():
            self._fill_young_people(by=analyst)
        fill_council(at=timezone.now())
        self.stdout.write("Made up what the county does and promises as a parent")

    def _fill_returns(self, children: int, years: int, *, by: User) -> None:
        self.stdout.write("Making up a county. This takes a minute, this once…")
        self.stdout.flush()
        write_postcodes(settings.POSTCODES)
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder)
            make_up(made, children=children, years=years, published=True)
            for year in sorted(made.glob("20[0-9][0-9]")):
                _receive(year, by=by)
            comparisons.load_published(made / "published", by=by)
        figures.compute_figures(by=by, at=timezone.now() - SINCE_THE_RETURN)
        self.stdout.write(f"Filled the made-up county: {years} years of returns")

    def _fill_young_people(self, *, by: User) -> None:
        """Those of the latest return, as whoever reads returns knows them."""
        now = timezone.localtime()
        in_force = returns_received.returns_in_force(viewer=by)
        children = children_of(in_force)
        caseload = caseload_of(children, named=NAMED, on=now.date())
        filled = made_up_records.fill(caseload, at=now)
        self.stdout.write(f"Made up the records of {filled} young people")
        written = made_up_casework.fill_casework(
            casework_of(children, in_force, on=now.date()), at=now
        )
        people = list(YoungPerson.objects.all())
        advisers = made_up_casework.advisers_of(people)
        written += fill_details(
            {child.number: child for child in children}, advisers=advisers, at=now
        )
        managers = made_up_casework.managers_of(people)
        fill_plans(people, advisers=advisers, managers=managers, at=now)
        self.stdout.write(f"Wrote {written:,} entries into them, and pathway plans")
        for month_end in _months_over(now.date()):
            position.keep(by=None, month_end=month_end, at=_night_after(month_end))


def _months_over(on: date) -> list[date]:
    """The last day of each of the months before this one, the earliest first."""
    ends = [on.replace(day=1) - timedelta(days=1)]
    while len(ends) < MONTHS_KEPT:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def _night_after(month_end: date) -> datetime:
    """When the clock keeps a month's position."""
    return timezone.make_aware(
        datetime.combine(month_end + timedelta(days=1), time(0, 23))
    )


def _receive(folder: Path, *, by: User) -> None:
    files = [
        SimpleUploadedFile(path.name, path.read_bytes())
        for path in sorted(folder.glob("*.csv"))
    ]
    at = timezone.now() - SINCE_THE_RETURN
    returns.read_return(files, by=by, at=at, year=int(folder.name))
