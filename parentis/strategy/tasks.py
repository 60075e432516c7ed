"""Background work: each morning, whose step or review is overdue is told, once."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.strategy.plans import actions as plans
from parentis.strategy.risks import actions as risks


@app.periodic(cron="41 6 * * *")
@app.task(name="strategy.chase_milestones", queue="reminders")
def chase_milestones(timestamp: int) -> None:
    plans.chase_milestones(by=None, at=timezone.now())


@app.periodic(cron="43 6 * * *")
@app.task(name="strategy.chase_reviews", queue="reminders")
def chase_reviews(timestamp: int) -> None:
    risks.chase_reviews(by=None, at=timezone.now())
