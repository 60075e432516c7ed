"""Background work: each morning, whoever has an action overdue is told once."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.meetings.actions_asked import actions


@app.periodic(cron="30 7 * * *")
@app.task(name="meetings.chase_overdue", queue="reminders")
def chase_overdue(timestamp: int) -> None:
    actions.chase_overdue(by=None, at=timezone.now())
