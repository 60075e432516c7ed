"""Setting targets, counting what came of them, and telling the public."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.targets.choices import (
    DAYS_TO_WRITE_DOWN,
    FEW_PLACES,
    CountedFrom,
    first_day,
    last_day,
    may_be_told,
    quarter_ends,
    too_full,
    with_totals,
    without_cells,
    year_of,
)
from parentis.targets.models import (
    Achievement,
    Directorate,
    DirectorateName,
    OpportunityKind,
    Target,
    ToldTargets,
)

KEEPS = Permission.KEEP_PROMISES
COUNTS = Permission.TELL_PROGRESS
LONG_AGO = date(1990, 4, 1)

# -- directorates, and kinds of opportunity --------------------------------------------


def add_directorate(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Directorate:
    """A directorate with its first name, which it has since it began."""

    def name_it(directorate: Directorate) -> None:
        since = directorate.began_on or LONG_AGO
        DirectorateName.objects.create(
            directorate=directorate, name=directorate.name, since=since
        )

    return recorded.add(
        Directorate,
        by=by,
        at=at,
        needs=KEEPS,
        answers=answers,
        sent_as=sent_as,
        besides=name_it,
    )


def change_directorate(
    directorate: Directorate,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Directorate:
    """All but its name: see `rename_directorate`."""
    return recorded.change(
        directorate, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


def rename_directorate(
    directorate: Directorate,
    *,
    by: User,
    at: datetime,
    version: int,
    name: str,
    since: date,
) -> Directorate:
    """Another name since a day. What was told before that day keeps the old one."""
    if since > timezone.localtime(at).date():
        raise NotRecorded("That day is still to come. Rename it on the day itself.")

    def keep_the_name(now: Directorate) -> None:
        DirectorateName.objects.update_or_create(
            directorate=now, since=since, defaults={"name": name}
        )
        now.name = DirectorateName.objects.filter(directorate=now).latest("since").name
        now.save(update_fields=["name"])

    return recorded.change(
        directorate,
        by=by,
        at=at,
        needs=KEEPS,
        version=version,
        answers={},
        besides=keep_the_name,
    )


def add_kind(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> OpportunityKind:
    """One more kind of opportunity."""
    return recorded.add(
        OpportunityKind, by=by, at=at, needs=KEEPS, answers=answers, sent_as=sent_as
    )


def change_kind(
    kind: OpportunityKind,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> OpportunityKind:
    return recorded.change(
        kind, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


# -- targets ---------------------------------------------------------------------------


def set_target(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Target:
    return recorded.add(
        Target, by=by, at=at, needs=KEEPS, answers=answers, sent_as=sent_as
    )


def change_target(
    target: Target, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Target:
    """What it said before stays readable."""
    return recorded.change(
        target, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


def strike_out_target(target: Target, *, by: User, at: datetime, why: str) -> Target:
    return recorded.strike_out(target, by=by, at=at, needs=KEEPS, why=why)


# -- what was achieved -----------------------------------------------------------------


def count_achieved(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
    counted_from: CountedFrom = CountedFrom.BY_HAND,
    key: str = "",
) -> Achievement:
    """Places offered, and taken up by young people, on a day: added to those before.

    Placements count themselves (`by` None) with a `key` of their own each: what is
    counted again under the same key takes the place of what was counted before.
    """
    if by is not None:
        require(by, COUNTS)
    if answers["happened_on"] > timezone.localtime(at).date():
        raise NotRecorded("The day is still to come. Count it once it has happened.")
    if key and (before := _counted_before(counted_from, key)):
        return _count_again(before, answers, at)
    return recorded.add(
        Achievement,
        by=by,
        at=at,
        needs=COUNTS,
        answers={**answers, "counted_from": counted_from, "key": key},
        sent_as=sent_as,
    )


def change_achieved(
    achieved: Achievement,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Achievement:
    """Corrects what was counted by hand."""
    _refuse_what_counts_itself(achieved)
    return recorded.change(
        achieved, by=by, at=at, needs=COUNTS, version=version, answers=answers
    )


def strike_out_achieved(
    achieved: Achievement, *, by: User, at: datetime, why: str
) -> Achievement:
    _refuse_what_counts_itself(achieved)
    return recorded.strike_out(achieved, by=by, at=at, needs=COUNTS, why=why)


def _counted_before(counted_from: CountedFrom, key: str) -> Achievement | None:
    same = Achievement.objects.standing().filter(counted_from=counted_from, key=key)
    return same.first()


def _count_again(
    before: Achievement, answers: Mapping[str, Any], at: datetime
) -> Achievement:
    if any(getattr(before, name) != value for name, value in answers.items()):
        for name, value in answers.items():
            setattr(before, name, value)
        before.changed_at = at
        before.version += 1
        before.save()
    return before


def _refuse_what_counts_itself(achieved: Achievement) -> None:
    if achieved.counted_from != CountedFrom.BY_HAND:
        raise NotRecorded("This was counted from a placement. Correct it there.")


# -- telling the public ----------------------------------------------------------------


def tell_targets(*, by: User | None, at: datetime) -> list[ToldTargets]:
    """Tells what was taken up as of each year's last quarter that is over.

    For the task of each night (`by` None: Parentis itself). What was told stays told;
    what was counted meanwhile is told where no small count of young people follows.
    """
    if by is not None:
        require(by, Permission.PUBLISH)
    today = timezone.localtime(at).date()
    told = [_tell_year(year, today, at) for year in _years(today)]
    return [each for each in told if each is not None]


def _years(today: date) -> list[int]:
    """Those something is kept of, and of which something may still be told."""
    years = set(Target.objects.standing().values_list("year", flat=True))
    days = Achievement.objects.standing().values_list("happened_on", flat=True)
    return sorted(
        year
        for year in years | {year_of(day) for day in days.distinct()}
        if first_day(year) <= today
    )


@transaction.atomic
def _tell_year(year: int, today: date, at: datetime) -> ToldTargets | None:
    written_down = today - timedelta(days=DAYS_TO_WRITE_DOWN)
    over = [end for end in quarter_ends(year) if end <= written_down]
    before = list(ToldTargets.objects.select_for_update().filter(year=year))
    if not over or (before and before[-1].as_of >= over[-1]):
        return None
    as_of = over[-1]
    offered, taken_up = _counted(year, as_of)
    if before and before[-1].as_of >= last_day(year) and before[-1].counted == taken_up:
        return None
    few = {key for key, places in offered.items() if 0 < places <= FEW_PLACES}
    told = may_be_told(
        [*(each.counted for each in before), taken_up],
        [each.told for each in before],
        held_back=few,
    )
    telling = ToldTargets(
        year=year,
        as_of=as_of,
        told_at=at,
        counted=taken_up,
        told=sorted(told - too_full(taken_up, told, offered)),
    )
    # Another worker may have told it meanwhile: once is enough.
    ToldTargets.objects.bulk_create([telling], ignore_conflicts=True)
    return telling


def _counted(year: int, as_of: date) -> tuple[dict[str, int], dict[str, int]]:
    """What was offered and taken up until a day, by key, nothing as 0."""
    directorates = Directorate.objects.between(first_day(year), last_day(year))
    kinds = list(OpportunityKind.objects.standing().values_list("pk", flat=True))
    cells = {
        (directorate, kind): 0
        for directorate in (0, *directorates.values_list("pk", flat=True))
        for kind in kinds
    }
    offered, taken_up = dict(cells), dict(cells)
    until = Achievement.objects.of_year(year, until=as_of)
    for directorate, kind, were_offered, were_taken_up in until.by_cell():
        offered[directorate or 0, kind] = were_offered
        taken_up[directorate or 0, kind] = were_taken_up
    if as_of < last_day(year):
        return with_totals(offered), without_cells(with_totals(taken_up))
    return with_totals(offered), with_totals(taken_up)
