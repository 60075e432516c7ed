from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from parentis.accounts import actions
from parentis.accounts.demo import DEMO_PEOPLE


class Command(BaseCommand):
    help = "Let the demo's made-up people sign in, one for each role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", required=True, help="the same for each")

    def handle(self, *, password: str, verbosity: int, **_options: Any) -> None:
        try:
            for person in DEMO_PEOPLE:
                actions.add_demo_person(
                    by=None,
                    email=person.email,
                    name=person.name,
                    roles=[person.role],
                    word=password,
                )
        except PermissionDenied as denied:
            raise CommandError(str(denied)) from denied
        if verbosity:
            self.stdout.write(f"{len(DEMO_PEOPLE)} made-up people can sign in")
