from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parentis.accounts import queries as accounts
from parentis.accounts.models import User
from parentis.comparisons import actions
from parentis.refusals import Refused


class Command(BaseCommand):
    help = "Load what DfE published, and compare our council with the others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="where the downloaded files lie, as downloaded"
        )
        parser.add_argument("--by", required=True, help="your e-mail address here")

    def handle(self, *, folder: Path, by: str, **_options: Any) -> None:
        try:
            published = actions.load_published(folder, by=accounts.get_staff(by))
        except User.DoesNotExist as nobody:
            raise CommandError(f"Nobody signs in here as {by}.") from nobody
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for left_out in published.not_read:
            if not left_out.is_expected:
                self.stderr.write(left_out.sentence)
        self.stdout.write(
            f"Loaded figures of {len(published.councils)} councils and"
            f" {len(published.indicators)} indicators"
        )
