"""Background work: each morning, whose step is overdue is told so, once."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.strategy.plans import actions as plans


@app.periodic(cron="41 6 * * *")
@app.task(name="strategy.chase_milestones", queue="reminders")
def chase_milestones(timestamp: int) -> None:
    plans.chase_milestones(by=None, at=timezone.now())
