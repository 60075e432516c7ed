"""Each night: the month that ended last is kept, if it was not yet.

So a server that was off at the month's end keeps it in its first night on.
"""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.position import actions


@app.periodic(cron="23 0 * * *")
@app.task(
    name="position.keep_last_month",
    queue="position",
    lock="position",
    queueing_lock="position.keep_last_month",
)
def keep_last_month(timestamp: int) -> None:
    """`timestamp` is when it was due, which the queue tells."""
    now = timezone.now()
    month_end = timezone.localtime(now).date().replace(day=1) - timedelta(days=1)
    actions.keep(by=None, month_end=month_end, at=now)
