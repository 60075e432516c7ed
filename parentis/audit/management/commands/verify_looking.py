from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parentis.audit import queries
from parentis.audit.chain import Head


class Command(BaseCommand):
    help = "Check that the record of looking is as it was written, and print its head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--against", help="a head that was printed before")

    def handle(self, *, against: str | None, **_options: Any) -> None:
        broken, head = queries.verify(viewer=None)
        if broken:
            raise CommandError(f"The record of looking was changed. {broken}")
        if against and not _holds(_parsed(against)):
            raise CommandError(
                f"The record of looking does not hold {against}: rows at its end were"
                " taken away, or it was written anew."
            )
        self.stdout.write(
            f"{head.position:,} looks, as they were written. Head: {head}"
        )


def _parsed(against: str) -> Head:
    try:
        return Head.parse(against)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _holds(head: Head) -> bool:
    look = queries.look_at_position(head.position, viewer=None)
    return bool(look and bytes(look.hash).hex() == head.hash) or head.position == 0
