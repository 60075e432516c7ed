"""A tracker that was read in at the made-up council, and is to be looked through."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from parentis import madeup
from parentis.accounts.models import User
from parentis.trackers import actions
from parentis.trackers.models import Reading

READ_IN_BY = "committee@aldermere.example"
TOLD = timedelta(days=20)
READ_IN = timedelta(days=1)


def fill_trackers(*, at: datetime) -> None:
    """One file, read in the day before. Does nothing where any was read."""
    by = User.objects.filter(email=READ_IN_BY).first()
    if by is None or Reading.objects.exists():
        return
    told_on = timezone.localtime(at - TOLD).date()
    path = Path(madeup.__file__).with_name("trackers.toml")
    file = tomllib.loads(path.read_text())
    text = file["text"].format(told_on=f"{told_on.day} {told_on:%B %Y}")
    actions.read_file(file["file_name"], text.encode(), by=by, at=at - READ_IN)
