"""Taking a return over into the records: what somebody wrote here always stands."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.apps import apps
from django.db import transaction
from procrastinate.contrib.django import app as background

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.care_history import actions as care_history
from parentis.entries import actions as entries
from parentis.from_return import queries
from parentis.from_return.choices import JoiningState, Tells
from parentis.from_return.models import Joining, Told
from parentis.from_return.queries import Beside
from parentis.recorded.actions import NotRecorded
from parentis.refusals import Refused

if TYPE_CHECKING:
    from parentis.returns.models import Upload

CHILDREN_AT_ONCE = 100


class NotTakenOver(Refused):
    """The return cannot go on from where it is."""


@transaction.atomic
def compare_return(upload: "Upload", *, by: User, at: datetime) -> Joining:
    """Queues the comparison of a return with our records. Changes none of them."""
    require(by, Permission.BRING_IN_RECORDS)
    joining = Joining.objects.create(
        upload=upload, year=upload.known_year, asked_by=by, asked_at=at
    )
    background.configure_task("from_return.work_on").defer(joining=joining.pk)
    return joining


@transaction.atomic
def confirm(joining: Joining, *, by: User, at: datetime) -> Joining:
    """What was shown may be taken over; NotTakenOver once a newer is in force."""
    require(by, Permission.BRING_IN_RECORDS)
    joining = Joining.objects.select_for_update().get(pk=joining.pk)
    if joining.state != JoiningState.READY:
        raise NotTakenOver("This return is being worked on, or was taken over already.")
    newest = queries.newest_return(viewer=by)
    if newest is None or newest.pk != joining.upload_id:
        raise NotTakenOver(
            "Another return has come into force since. Compare that one instead."
        )
    joining.state, joining.done = JoiningState.TAKING, 0
    joining.save()
    background.configure_task("from_return.work_on").defer(joining=joining.pk)
    return joining


def work_on(pk: int, *, by: User | None, at: datetime) -> Joining:
    """Compares or takes over, a hundred children at a time. May be run again."""
    joining = Joining.objects.select_related("asked_by").get(pk=pk)
    by = by or joining.asked_by
    require(by, Permission.BRING_IN_RECORDS)
    if not joining.is_working:
        return joining
    is_taking = joining.state == JoiningState.TAKING
    if joining.done == 0:
        joining.told.all().delete()
    children = queries.children_of_the_return(joining.year, viewer=by)
    joining.children = len(children)
    while joining.done < len(children):
        some = children[joining.done : joining.done + CHILDREN_AT_ONCE]
        with transaction.atomic():
            found = queries.beside_records(some, viewer=by, at=at, year=joining.year)
            if is_taking:
                for beside in found:
                    _take(beside, joining, by=by, at=at)
            _keep(joining, found)
            joining.done += len(some)
            joining.save()
    joining.state = JoiningState.DONE if is_taking else JoiningState.READY
    joining.finished_at = at
    joining.save()
    return joining


def _keep(joining: Joining, found: list[Beside]) -> None:
    Told.objects.bulk_create(
        Told(
            joining=joining,
            tells=tells,
            child=beside.child.number[:40],
            young_person=beside.young_person,
            words=words,
        )
        for beside in found
        for tells, words in beside.told
    )


def _take(beside: Beside, joining: Joining, *, by: User, at: datetime) -> None:
    if beside.young_person is None:
        return
    if beside.takes_periods:
        care_history.set_periods_from_return(
            beside.young_person, beside.child.periods, by=by, at=at
        )
    if beside.takes_activity:
        answers = {"kind": beside.child.activity, "note": _source(joining)}
        activity = apps.get_model("activities.mainactivity")
        _add(beside, joining, activity, "activities", answers, by=by, at=at)
    if beside.takes_home:
        answers = _home(beside.child.home, joining)
        home = apps.get_model("homes.home")
        _add(beside, joining, home, "homes", answers, by=by, at=at)


def _home(code: str, joining: Joining) -> dict[str, Any]:
    is_suitable = code.endswith("1")
    why = _source(joining) if is_suitable else f"{_source(joining)} It was unsuitable."
    return {"kind": code[:1], "is_suitable": is_suitable, "why": why}


def _source(joining: Joining) -> str:
    return f"From the return of the year ending 31 March {joining.year}."


def _add(
    beside: Beside,
    joining: Joining,
    model: Any,
    kind: str,
    answers: dict[str, Any],
    *,
    by: User,
    at: datetime,
) -> None:
    """For the one day that the return speaks of, where the record has nothing."""
    on: date = beside.child.oc3_on or at.date()
    try:
        entries.add(
            model,
            beside.young_person,  # type: ignore[arg-type]
            by=by,
            at=at,
            kind=kind,
            answers={**answers, "started_on": on, "ended_on": on + timedelta(days=1)},
            sent_as=_once(joining, beside, kind),
            needs=Permission.BRING_IN_RECORDS,
        )
    except NotRecorded as refused:
        tells = Tells.HOME_DIFFERS if kind == "homes" else Tells.ACTIVITY_DIFFERS
        beside.told.append((tells, str(refused)))


def _once(joining: Joining, beside: Beside, kind: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"return/{joining.year}/{beside.child.number}/{kind}")
