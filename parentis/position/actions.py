"""Keeping a month's position: once, and as it was on the month's last day."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.indicators import position as definitions
from parentis.position import queries
from parentis.position.choices import CohortKind, GroupedBy
from parentis.position.models import KeptFigure, KeptMember, KeptPosition
from parentis.position.queries import Position
from parentis.refusals import Refused
from parentis.ssda903.casework import Row

AT_ONCE = 2_000


class MonthIsNotOver(Refused):
    """A month's position is kept once it can no longer change."""


@transaction.atomic
def keep(*, by: User | None, month_end: date, at: datetime) -> KeptPosition:
    """The position of a month that is over. One that was kept stays as it is.

    By nobody: the clock keeps it in the first night after.
    """
    if by is not None:
        require(by, Permission.MAKE_STATUTORY_RETURN)
    if month_end >= timezone.localtime(at).date():
        raise MonthIsNotOver(f"{month_end:%B %Y} is not over yet. Keep it afterwards.")
    if before := KeptPosition.objects.filter(month_end=month_end).first():
        return before
    position = queries.position_on(viewer=by, on=month_end)
    kept, is_new = KeptPosition.objects.get_or_create(
        month_end=month_end,
        defaults={
            "year": position.year,
            "kept_at": at,
            "definitions": definitions.definitions(),
        },
    )
    if is_new:
        rows = _figures(kept, position, viewer=by)
        KeptFigure.objects.bulk_create(rows, batch_size=AT_ONCE)
        KeptMember.objects.bulk_create(_members(kept, position), batch_size=AT_ONCE)
    return kept


def _figures(
    kept: KeptPosition, position: Position, *, viewer: User | None
) -> Iterator[KeptFigure]:
    for kind, counted in position.cohorts.items():
        for code, (figure, is_hidden) in counted.figures.items():
            yield KeptFigure(
                position=kept,
                cohort=kind,
                indicator=code,
                counted=int(figure.numerator or 0),
                out_of=figure.denominator or 0,
                is_hidden_from_public=is_hidden,
            )
        yield from _of_groups(kept, position, kind, viewer=viewer)


def _of_groups(
    kept: KeptPosition, position: Position, kind: CohortKind, *, viewer: User | None
) -> Iterator[KeptFigure]:
    """Of a team or an adviser the public sees nothing, small or not."""
    groups = queries.groups_of_work(position, kind, viewer=viewer)
    for grouped_by, group, by_code in groups:
        for code, figure in by_code.items():
            yield KeptFigure(
                position=kept,
                cohort=kind,
                indicator=code,
                by=GroupedBy(grouped_by),
                group=group.pk,
                group_name=group.name,
                counted=int(figure.numerator or 0),
                out_of=figure.denominator or 0,
                is_hidden_from_public=True,
            )


def _members(kept: KeptPosition, position: Position) -> Iterator[KeptMember]:
    for kind, counted in position.cohorts.items():
        for row in counted.cohort.rows:
            standing = counted.standings.get(row.record.key)
            if standing is not None and standing.out_of:
                work = position.casework.work[row.record.key]
                yield KeptMember(
                    position=kept,
                    cohort=kind,
                    **_of_row(row),
                    team=work.team.pk,
                    adviser=work.adviser.pk,
                    counted=sorted(standing.counted),
                    out_of=sorted(standing.out_of),
                )


def _of_row(row: Row) -> dict[str, object]:
    return {
        "young_person": row.record.key,
        "child": row.record.child,
        "born": row.record.born,
        "age": row.age,
        "reasons": [list(each) for each in row.rests_on],
    }
