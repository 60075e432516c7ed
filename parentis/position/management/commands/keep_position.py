from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from parentis.position import actions
from parentis.refusals import Refused


def last_day_of(month: str) -> date:
    try:
        first = datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007 - no time in it
    except ValueError as wrong:
        raise ArgumentTypeError(f"{month} is no month such as 2026-10") from wrong
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


class Command(BaseCommand):
    help = "Keep the position of a month that is over: once, and for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--month",
            type=last_day_of,
            help="such as 2026-10; the month that ended last where it is left out",
        )

    def handle(self, *, month: date | None, **_options: Any) -> None:
        now = timezone.now()
        first = timezone.localtime(now).date().replace(day=1)
        try:
            kept = actions.keep(
                by=None, month_end=month or first - timedelta(days=1), at=now
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{kept}, kept on {timezone.localtime(kept.kept_at):%-d %B %Y}"
        )
