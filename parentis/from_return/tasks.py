"""Background work: a return beside the records, and into them."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.from_return import actions


@app.task(name="from_return.work_on", queue="bringing_in", lock="bringing_in", retry=2)
def work_on(joining: int) -> None:
    actions.work_on(joining, by=None, at=timezone.now())
