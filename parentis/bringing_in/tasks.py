"""Background work: reading a file, comparing it, bringing it in."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.bringing_in import actions


@app.task(name="bringing_in.read_file", queue="bringing_in", retry=2)
def read_file(file: int) -> None:
    actions.read_file(file, by=None, at=timezone.now())


@app.task(
    name="bringing_in.compare_file", queue="bringing_in", lock="bringing_in", retry=2
)
def compare_file(file: int) -> None:
    actions.compare_file(file, by=None, at=timezone.now())


@app.task(
    name="bringing_in.bring_in_file", queue="bringing_in", lock="bringing_in", retry=2
)
def bring_in_file(file: int) -> None:
    actions.bring_in_file(file, by=None, at=timezone.now())
