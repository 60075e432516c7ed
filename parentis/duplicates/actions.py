"""Joining two records of one young person, with nothing lost.

Whatever table has a key to young people is found by Django's own description of the
tables, so that none is forgotten. Each of its rows moves to the record that stays; the
tables' own rules say which cannot stand beside one another, and a person strikes out
one of the two before.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pghistory.models
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries import actions as entries
from parentis.entries.models import Entry
from parentis.refusals import Refused
from parentis.young_people import actions as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

YOUNG_PERSON = "young_people.youngperson"
# The pointer itself; and the words of a name, which its record writes by itself.
STAYS = {
    ("young_people.mergedinto", "former"),
    ("young_people.nameword", "young_person"),
}
NAMES = (
    "given_name",
    "family_name",
    "legal_given_name",
    "legal_family_name",
    "born",
    "child_number",
)
# Rules that joining itself sees to: see "what needs more than a new key".
SETTLED = {
    "allocated_to_one_person_once_at_a_time",
    "allocated_to_one_team_once_at_a_time",
    "one_restriction_in_force",
    "plans_are_numbered",
}
CANNOT_STAND = "The two records cannot both say this at once."
WHY_STRUCK_OUT = "Two records of one young person were joined; the other one's stands."


@dataclass(frozen=True, kw_only=True)
class Clash:
    """An entry of the former record that cannot stand beside some of the other's."""

    key: str
    sentence: str
    moves: str
    stands: Mapping[str, str]
    may_be_struck_out: bool


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What joining them would move, by table, and what has to be settled before."""

    moves: Mapping[str, int]
    clashes: Sequence[Clash]


class NotJoined(Refused):
    """Some entries have to be settled first. Nothing was changed."""

    def __init__(self, clashes: Sequence[Clash] = (), sentence: str = "") -> None:
        super().__init__(
            sentence or "Some of what the two records say cannot stand side by side."
        )
        self.clashes = clashes


@dataclass
class _Move:
    former: "YoungPerson"
    into: "YoungPerson"
    moved: Counter[str] = field(default_factory=Counter)


def tables_with_young_people(*, by: User) -> list[tuple[type[models.Model], str]]:
    """Every table, and its key to young people; but what stays where it is.

    The history of each change is a table too, and never changes itself.
    """
    require(by, Permission.BRING_IN_RECORDS)
    young_person = apps.get_model(YOUNG_PERSON)
    return [
        (model, key.name)
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, pghistory.models.Event) and not model._meta.proxy
        for key in model._meta.local_concrete_fields
        if key.remote_field and key.remote_field.model is young_person
        if (model._meta.label_lower, key.name) not in STAYS
    ]


def try_to_join(former: "YoungPerson", *, into: "YoungPerson", by: User) -> Trial:
    """What it would do, by the tables' own rules. Nothing is changed."""
    require(by, Permission.BRING_IN_RECORDS)
    moves = {
        str(model._meta.verbose_name_plural): count
        for model, key in tables_with_young_people(by=by)
        if (count := model._base_manager.filter(**{key: former.pk}).count())
    }
    move = _Move(former, into)
    return Trial(moves=moves, clashes=list(_clashes(move, by=by)))


@transaction.atomic
def join(
    former: "YoungPerson",
    *,
    into: "YoungPerson",
    by: User,
    at: datetime,
    values: Mapping[str, Any],
    strike_out: Collection[str] = (),
) -> "YoungPerson":
    """Moves all that `former` holds; it stays as a pointer that leads on.

    `values` are the names, birthday and number that stand, `strike_out` the entries
    that give way, as `Clash` names them. Raises NotJoined where that is not enough.
    """
    require(by, Permission.BRING_IN_RECORDS)
    move = _Move(former, into)
    _lock(move)
    if apps.get_model("young_people.mergedinto").objects.filter(
        former__in=[former.pk, into.pk]
    ):
        raise NotJoined(sentence="One of these was joined to another record already.")
    before = {name: _as_json(getattr(former, name)) for name in NAMES}
    before["into"] = {name: _as_json(getattr(into, name)) for name in NAMES}
    for name in strike_out:
        _strike_out(move, name, by=by, at=at)
    clashes = list(_clashes(move, by=by))
    if clashes:
        raise NotJoined(clashes)
    _join_restrictions(move, by=by, at=at)
    _move_all(move, by=by)
    _keep_values(move, values, by=by, at=at)
    young_people.lead_on(
        former, into=into, by=by, at=at, moved=move.moved, before=before
    )
    return into


# -- what moves ------------------------------------------------------------------------


def _lock(move: _Move) -> None:
    """Both, in the order of their numbers: two who join them at once wait in turn."""
    pks = sorted([move.former.pk, move.into.pk])
    list(type(move.into).objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def _move_all(move: _Move, *, by: User) -> None:
    _join_allocations(move)
    _number_plans_on(move)
    for model, key in tables_with_young_people(by=by):
        rows = model._base_manager.filter(**{key: move.former.pk})
        try:
            with transaction.atomic():
                moved = rows.update(**{key: move.into.pk})
        except IntegrityError as refused:
            raise NotJoined from refused
        if moved:
            move.moved[str(model._meta.verbose_name_plural)] += moved
    _point_at(move)


def _clashes(move: _Move, *, by: User) -> Iterator[Clash]:
    """The rows that their table would refuse beside those of the other record."""
    for model, key in tables_with_young_people(by=by):
        rules = [
            rule
            for rule in model._meta.constraints
            if isinstance(rule, (models.UniqueConstraint, ExclusionConstraint))
            if rule.name not in SETTLED and not rule.name.endswith("_sent_once")
        ]
        if not rules:
            continue
        for row in model._base_manager.filter(**{key: move.former.pk}):
            setattr(row, f"{key}_id", move.into.pk)
            for rule in rules:
                try:
                    rule.validate(model, row)
                except ValidationError as refused:
                    yield _clash(move, model, row, rule, refused)
                    break


def _clash(
    move: _Move,
    model: type[models.Model],
    row: Any,
    rule: models.BaseConstraint,
    refused: ValidationError,
) -> Clash:
    is_ours = (
        rule.violation_error_message
        and rule.violation_error_message != rule.default_violation_error_message
    )
    is_entry = issubclass(model, Entry)
    beside = model._base_manager.filter(young_person=move.into.pk)
    if is_entry:
        beside = beside.filter(struck_out_at__isnull=True)
    return Clash(
        key=_name(row),
        sentence=" ".join(refused.messages) if is_ours else CANNOT_STAND,
        moves=_words(row),
        stands={_name(each): _words(each) for each in beside if _overlap(row, each)},
        may_be_struck_out=is_entry,
    )


def _name(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _words(row: Any) -> str:
    """An entry's headline and its days."""
    days = [getattr(row, name, None) for name in ("started_on", "ended_on")]
    said = " to ".join(_day(day) for day in days if isinstance(day, date))
    return f"{row} ({said})" if said else str(row)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _overlap(one: Any, other: Any) -> bool:
    if not hasattr(one, "started_on") or not one.started_on or not other.started_on:
        return True
    last = date.max
    return bool(
        one.started_on < (getattr(other, "ended_on", None) or last)
        and other.started_on < (getattr(one, "ended_on", None) or last)
    )


def _strike_out(move: _Move, name: str, *, by: User, at: datetime) -> None:
    """An entry of one of the two records; anything else is left alone."""
    label, _, pk = name.partition(":")
    tables = {m._meta.label_lower: m for m, _ in tables_with_young_people(by=by)}
    model = tables.get(label)
    if model is None or not issubclass(model, Entry) or not pk.isdecimal():
        raise NotJoined(sentence="There is no such entry. Look at the page again.")
    entry = model._base_manager.filter(
        pk=int(pk[:18]), young_person__in=[move.former.pk, move.into.pk]
    ).first()
    if entry is None:
        raise NotJoined(sentence="There is no such entry. Look at the page again.")
    entries.strike_out(entry, by=by, at=at, why=WHY_STRUCK_OUT)


# -- what needs more than a new key ----------------------------------------------------


def _join_allocations(move: _Move) -> None:
    """The same worker of both, at once: one allocation covers the days of the two.

    The other moves too, without a day of its own; what it said is in its history.
    """
    model = apps.get_model("young_people.allocation")
    for row in model.objects.filter(young_person=move.former.pk).order_by("pk"):
        same = model.objects.filter(
            young_person=move.into.pk, person=row.person_id, team=row.team_id
        )
        together = [each for each in same if _overlap(row, each)]
        if not together or row.started_on == row.ended_on:
            continue
        started = min([row.started_on, *(each.started_on for each in together)])
        ends = [row.ended_on, *(each.ended_on for each in together)]
        ended = None if None in ends else max(day for day in ends if day)
        stands, *others = together
        for each in (row, *others):
            each.ended_on = each.started_on
            each.save(update_fields=["ended_on"])
        stands.started_on, stands.ended_on = started, ended
        stands.save(update_fields=["started_on", "ended_on"])


def _number_plans_on(move: _Move) -> None:
    """Plans are counted: those that move follow those that are there."""
    model = apps.get_model("pathway_plans.plan")
    plans = model._base_manager
    highest = plans.filter(young_person=move.into.pk).aggregate(
        highest=models.Max("number")
    )["highest"]
    if not highest:
        return
    # From the last to the first: no two have one number meanwhile.
    for plan in plans.filter(young_person=move.former.pk).order_by("-number"):
        plans.filter(pk=plan.pk).update(number=plan.number + highest)


def _join_restrictions(move: _Move, *, by: User, at: datetime) -> None:
    """The stricter of two wins: those open it whom both list, reviewed the sooner."""
    model = apps.get_model("young_people.restriction")
    found = model.objects.in_force().filter
    ours = found(young_person=move.into.pk).first()
    theirs = found(young_person=move.former.pk).first()
    if ours is None or theirs is None:
        return
    both = set(ours.listed) & set(theirs.listed)
    if not both:
        raise NotJoined(
            sentence="Both records are restricted, and nobody is on both lists. Review"
            " one of the restrictions first."
        )
    ours.listed_staff.exclude(person__in=both).delete()
    ours.review_on = min(ours.review_on, theirs.review_on)
    ours.save(update_fields=["review_on"])
    young_people.end_restriction(
        theirs, by=by, at=at, why="Joined with another restricted record."
    )


def _point_at(move: _Move) -> None:
    """What names the record by table and number, and drafts of its pages."""
    for model in apps.get_models():
        named = {each.name for each in model._meta.local_concrete_fields}
        is_event = issubclass(model, pghistory.models.Event)
        if {"about", "about_pk"} <= named and not is_event:
            model._base_manager.filter(
                about=YOUNG_PERSON, about_pk=move.former.pk
            ).update(about_pk=move.into.pk)
    drafts = apps.get_model("drafts.draft")._base_manager
    for draft in drafts.filter(young_person=move.into.pk):
        about = draft.about.split("/")
        if about[0] == str(move.former.pk):
            about[0] = str(move.into.pk)
            drafts.filter(pk=draft.pk).update(about="/".join(about))


def _keep_values(
    move: _Move, values: Mapping[str, Any], *, by: User, at: datetime
) -> None:
    """The chosen values. A number that moves leaves its place to the other's."""
    chosen = {name: values[name] for name in NAMES if name in values}
    number = chosen.get("child_number")
    if number and number == move.former.child_number:
        freed, own = move.former, move.into.child_number
        freed.child_number = ""
        freed.save(update_fields=["child_number"])
        young_people.bring_in_changes(move.into, by=by, at=at, answers=chosen)
        freed.child_number = own
        freed.save(update_fields=["child_number"])
    elif chosen:
        young_people.bring_in_changes(move.into, by=by, at=at, answers=chosen)


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
