"""Background work: each night, the words of readings whose time is over are let go."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.trackers import actions


@app.periodic(cron="50 3 * * *")
@app.task(name="trackers.let_go", queue="trackers", queueing_lock="trackers")
def let_go(timestamp: int) -> None:
    actions.let_go(by=None, at=timezone.now())
