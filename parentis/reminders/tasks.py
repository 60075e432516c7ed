"""Background work: each Monday morning one e-mail to each who has young people.

Queueing and sending are apart, and both are run again as often as need be: whatever a
killed worker leaves waiting is sent by the next, within five minutes.
"""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.reminders import actions
from parentis.reminders.choices import Fate


@app.periodic(cron="0 7 * * 1")
@app.task(name="reminders.queue_reminders", queue="reminders")
def queue_reminders(timestamp: int) -> None:
    actions.queue_reminders(by=None, at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="reminders.send_reminders", queue="reminders")
def send_reminders(timestamp: int) -> None:
    actions.list_cut_off(by=None, at=timezone.now())
    while (fate := actions.send_next(by=None, at=timezone.now())) is not None:
        if fate == Fate.WAITING:  # the mail server is away: the next run tries again
            return
