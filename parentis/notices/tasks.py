"""Background work: an e-mail that says there is something to read, and nothing else."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from parentis.notices import actions

# Again after 8 seconds, 1, 9 and 68 minutes, and 9 hours: a mail server's bad day.
RETRY = RetryStrategy(max_attempts=5, exponential_wait=8)


@app.task(name="notices.email_notice", queue="notices", retry=RETRY)
def email_notice(notice: int) -> None:
    actions.email_notice(notice, by=None, at=timezone.now())
