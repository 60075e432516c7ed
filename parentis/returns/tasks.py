"""Background work: reading what was uploaded."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.returns import actions


@app.task(name="returns.read_upload", queue="returns", lock="returns", retry=2)
def read_upload(upload: int) -> None:
    actions.read_upload(upload, by=None, at=timezone.now())
