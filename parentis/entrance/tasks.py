"""What time does: forms that nobody came back for, and sessions that have ended."""

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.entrance import actions


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="let-go-of-what-is-over")
def let_go_of_what_is_over(timestamp: int) -> None:
    """Each hour. `timestamp` is when it was due, which the queue tells."""
    actions.let_go_of_old_forms(by=None, at=timezone.now())
    call_command("clearsessions")
