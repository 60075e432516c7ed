"""Background work: each morning, whoever owes an update is asked for it once."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.recommendations.chasing import actions


@app.periodic(cron="20 7 * * *")
@app.task(name="recommendations.chase_updates", queue="reminders")
def chase_updates(timestamp: int) -> None:
    actions.chase_updates(by=None, at=timezone.now())
