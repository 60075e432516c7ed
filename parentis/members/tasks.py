"""Background work: each morning councillors are reminded of training, once of each."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.members import actions


@app.periodic(cron="30 7 * * *")
@app.task(name="members.remind", queue="reminders")
def remind(timestamp: int) -> None:
    actions.remind(by=None, at=timezone.now())
