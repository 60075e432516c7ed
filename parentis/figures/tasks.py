"""Background work: computing every figure from the returns in force."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.accounts import queries as accounts
from parentis.figures import actions


@app.task(name="figures.compute_figures", queue="figures", lock="figures", retry=2)
def compute_figures(by: int) -> None:
    actions.compute_figures(by=accounts.get_staff(by), at=timezone.now())
