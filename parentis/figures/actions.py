"""What changes the figures: computing them anew from the returns in force."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.figures.models import Computation, ComputedFigure
from parentis.indicators.breakdowns import BREAKDOWNS
from parentis.indicators.compute import compute
from parentis.indicators.disclosure import protect
from parentis.indicators.indicator import Figure
from parentis.returns import queries as returns

AT_ONCE = 5_000


def compute_figures(*, by: User, at: datetime) -> Computation:
    """Every figure of every year in force, in every breakdown, anew.

    Disclosure control sees all of it together; what it hides is kept and marked, for
    those whose role shows small numbers.
    """
    require(by, Permission.SEE_FIGURES)
    in_force = returns.returns_in_force(viewer=by)
    figures = compute(in_force)
    for breakdown in BREAKDOWNS:
        figures += compute(in_force, by=breakdown)
    rows = _as_rows(figures)
    with transaction.atomic():
        ComputedFigure.objects.all().delete()
        while batch := list(islice(rows, AT_ONCE)):
            ComputedFigure.objects.bulk_create(batch)
        uploads = returns.years_in_force(viewer=by)
        return Computation.objects.create(
            computed_at=at,
            uploads={str(year): upload.pk for year, upload in uploads.items()},
        )


def _as_rows(figures: list[Figure]) -> Iterator[ComputedFigure]:
    for place, (figure, public) in enumerate(
        zip(figures, protect(figures), strict=True)
    ):
        yield ComputedFigure(
            indicator=figure.indicator,
            year=figure.year,
            by=figure.by,
            group=figure.group,
            place=place % 32_000,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            unavailable=figure.unavailable,
            is_hidden_from_public=public.is_hidden,
        )
