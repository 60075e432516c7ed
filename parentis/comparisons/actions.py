"""What changes the comparisons: loading what others published."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import models, transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.comparisons.models import (
    Comparator,
    PublishedCouncil,
    PublishedNeighbour,
    PublishedValue,
)
from parentis.indicators import INDICATORS
from parentis.published import Published, open_published
from parentis.published.national import shipped
from parentis.published.records import together

AT_ONCE = 5_000
Row = TypeVar("Row", bound=models.Model)


def load_published(folder: Path | None, *, by: User) -> Published:
    """Keep what DfE published, as it lies in `folder`, and compare our council with it.

    Without a folder only the national and regional figures that come with the product.
    Raises `PublishedRejected`.
    """
    require(by, Permission.RECEIVE_RETURNS)
    published = shipped()
    if folder is not None:
        published = together(open_published(folder), published)
    with transaction.atomic():
        for model in (PublishedValue, PublishedCouncil, PublishedNeighbour, Comparator):
            model.objects.all().delete()
        _save(PublishedValue, (PublishedValue(**row) for row in published.records()))
        _save(
            PublishedCouncil,
            (
                PublishedCouncil(code=each["code"], name=each["name"], details=each)
                for each in published.council_records()
            ),
        )
        _save(
            PublishedNeighbour,
            (PublishedNeighbour(**row) for row in published.neighbour_records()),
        )
        _save(Comparator, _comparators(published))
    return published


def _comparators(published: Published) -> Iterator[Comparator]:
    code = settings.COUNCIL_CODE
    if not code:
        return
    for indicator in INDICATORS:
        for year in published.years(indicator.code):
            found = published.compare(
                code,
                indicator.code,
                year,
                better=indicator.better.value,
                region=settings.COUNCIL_REGION,
            )
            shown = [found.own, found.region, found.england, *found.neighbours]
            yield Comparator(
                indicator=indicator.code,
                year=year,
                published=found.own.value if found.own else None,
                published_symbol=found.own.symbol if found.own else "",
                neighbours_mean=found.neighbours_mean,
                neighbours_median=found.neighbours_median,
                neighbours_with_value=found.neighbours_with_value,
                neighbours_listed=found.neighbours_listed,
                model=found.model,
                region_name=found.region_name,
                region=found.region.value if found.region else None,
                england=found.england.value if found.england else None,
                rank=found.rank,
                out_of=found.out_of,
                quartile=found.quartile,
                sources=sorted({str(each.source) for each in shown if each}),
            )


def _save(model: type[Row], rows: Iterable[Row]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        model._default_manager.bulk_create(batch)
