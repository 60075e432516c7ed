"""What changes the figures: computing them anew from the returns in force."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.figures import queries
from parentis.figures.models import Computation, ComputedFigure, ToldYear
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
        computed = Computation.objects.create(
            computed_at=at,
            uploads={str(year): upload.pk for year, upload in uploads.items()},
        )
        # What was published is corrected in public as soon as it is corrected here.
        _tell(ToldYear.objects.years(), by=by, at=at)
    return computed


@transaction.atomic
def tell_public(*, by: User, at: datetime) -> list[int]:
    """Tell the public the figures of every year. Gives the years it was told anew.

    What it was told before is held against them, so that a correction of a few young
    people stays untold (`indicators.told_before`).
    """
    require(by, Permission.PUBLISH)
    return _tell(None, by=by, at=at)


def _tell(only: set[int] | None, *, by: User, at: datetime) -> list[int]:
    """Tell what is different from what was told last: of every year, or of some."""
    computed = queries.last_computation(viewer=by)
    if computed is None or only == set():
        return []
    # One after the other: two tellings at once would not know of each other.
    Computation.objects.select_for_update().get(pk=computed.pk)
    told = []
    for year, telling in queries.as_told_today(viewer=by).items():
        rows = ToldYear.rows_of(telling)
        last = ToldYear.objects.filter(year=year).order_by("told_at", "pk").last()
        if (only is None or year in only) and (last is None or last.rows != rows):
            ToldYear.objects.create(
                year=year,
                told_at=at,
                told_by=by,
                computed_at=computed.computed_at,
                rows=rows,
            )
            told.append(year)
    return told


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
