"""Background work: each night, what a quarter that is over may be told of."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.targets import actions


@app.periodic(cron="40 5 * * *")
@app.task(name="targets.tell_targets", queue="targets", queueing_lock="targets")
def tell_targets(timestamp: int) -> None:
    actions.tell_targets(by=None, at=timezone.now())
