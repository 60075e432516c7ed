from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from parentis.accounts import actions
from parentis.accounts.roles import Role


class Command(BaseCommand):
    help = "Let somebody sign in. Asks for their first password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role",
            required=True,
            action="append",
            choices=Role.values,
            help="may be given again",
        )

    def handle(
        self, *, email: str, name: str, role: list[str], **_options: Any
    ) -> None:
        password = getpass("Their first password: ")
        try:
            validate_password(password)
            with transaction.atomic():
                person = actions.add_person(
                    by=None, email=email, name=name, roles=[Role(each) for each in role]
                )
                actions.set_password(person, by=None, password=password)
        except ValidationError as invalid:
            raise CommandError(" ".join(invalid.messages)) from invalid
        except IntegrityError as taken:
            raise CommandError(f"{email} can sign in already.") from taken
        self.stdout.write(f"{person} can sign in as {person.role_words}")
