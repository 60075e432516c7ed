"""Background work: each morning, what ends within a year is told of, once."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.funding import actions


@app.periodic(cron="47 6 * * *")
@app.task(name="funding.warn_of_endings", queue="reminders")
def warn_of_endings(timestamp: int) -> None:
    actions.warn_of_endings(by=None, at=timezone.now())
