"""Background work: each morning, who is reminded of a visit or of an answer."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.visits import actions


@app.periodic(cron="30 7 * * *")
@app.task(name="visits.chase", queue="visits", queueing_lock="visits")
def chase(timestamp: int) -> None:
    actions.chase(by=None, at=timezone.now())
