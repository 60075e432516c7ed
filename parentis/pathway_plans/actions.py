"""Writing a pathway plan, submitting it, and approving what somebody else wrote.

    being written → submitted → approved
                      ↓    ↑
                  sent back with comments

Each step asks what state the plan is in, under a lock. Whoever wrote a word of it or
submitted it cannot approve it, nor anybody a version they have not read.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries import actions as entries
from parentis.notices import actions as notices
from parentis.pathway_plans.choices import (
    TIMELINE,
    TIMELINE_OF_INTERESTS,
    Matter,
    Owner,
    Progress,
    Status,
)
from parentis.pathway_plans.models import Action, Comment, Interests, Plan, Section
from parentis.refusals import Refused
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

TEXTS = ("their_view", "advisers_view", "need", "goals")


class NotDone(Refused):
    """The plan is not where this step begins, or this person may not take it."""


class ChangedSince(Refused):
    """Somebody changed it since it was read. `now` is what it says today."""

    def __init__(self, now: Section | Action) -> None:
        super().__init__(
            "Somebody else changed this while you were writing. Both texts are below:"
            " nothing is lost."
        )
        self.now = now


# -- writing ---------------------------------------------------------------------------


@transaction.atomic
def begin_plan(young_person: "YoungPerson", *, by: User, at: datetime) -> Plan:
    """The first plan, or the next one: a copy of the plan in force, to be reviewed.

    What is still to do is carried on; what was done stays with the plan before.
    """
    require(by, Permission.CHANGE_RECORDS)
    plans = Plan.objects.standing().filter(young_person=young_person)
    last = plans.select_for_update().order_by("-number").first()
    if last and not last.is_approved:
        raise NotDone("A plan is being made already. Go on with that one.")
    plan = Plan(
        young_person=young_person,
        number=last.number + 1 if last else 1,
        recorded_by=by,
        recorded_at=at,
        written_by=[by.pk],
        assessed_on=last.assessed_on if last else None,
        who_took_part=last.who_took_part if last else "",
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as twice:
        raise NotDone("A plan is being made already. Go on with that one.") from twice
    texts = _texts_of(last)
    Section.objects.bulk_create(
        Section(plan=plan, matter=matter, **texts.get(matter.value, {}))
        for matter in Matter
    )
    _carry_on(last, plan)
    entries.write_line(plan, by=by, kind=TIMELINE)
    return plan


@transaction.atomic
def write_section(
    section: Section,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, str],
) -> Section:
    """Saves the texts of one matter, as they were read at `version`.

    Raises ChangedSince, with what it says now, where somebody else saved meanwhile.
    """
    require(by, Permission.CHANGE_RECORDS)
    plan = _being_written(section.plan)
    sections = Section.objects.select_for_update()
    now, _ = sections.get_or_create(plan=plan, matter=section.matter)
    texts = {name: answers[name].strip() for name in TEXTS if name in answers}
    if all(getattr(now, name) == text for name, text in texts.items()):
        return now
    if now.version != version:
        raise ChangedSince(now)
    for name, text in texts.items():
        setattr(now, name, text)
    now.changed_by, now.changed_at = by, at
    now.version += 1
    now.save()
    _changed(plan, by, at)
    return now


@transaction.atomic
def finish_assessment(
    plan: Plan, *, by: User, at: datetime, assessed_on: date, who_took_part: str
) -> Plan:
    """Dates the needs assessment: what is needed is written down in every matter."""
    require(by, Permission.CHANGE_RECORDS)
    now = _being_written(plan)
    missing = [each.title for each in _sections(now) if not each.is_assessed]
    if missing:
        raise NotDone(f"Write first what is needed in: {'; '.join(missing)}.")
    if assessed_on > timezone.localtime(at).date():
        raise NotDone("The assessment cannot be finished on a day to come.")
    now.assessed_on, now.who_took_part = assessed_on, who_took_part
    if now.made_on and now.made_on < assessed_on:
        now.made_on = None
    return _changed(now, by, at)


# -- what is to be done ----------------------------------------------------------------


@transaction.atomic
def add_action(
    plan: Plan,
    *,
    by: User,
    at: datetime,
    matter: str,
    what: str,
    owner: str,
    owner_name: str,
    due_on: date,
) -> Action:
    """The same thing, sent twice, is one action."""
    require(by, Permission.CHANGE_RECORDS)
    now = _being_written(plan)
    said = {
        "matter": matter,
        "what": what,
        "owner": owner,
        "owner_name": _name(owner, owner_name),
        "due_on": due_on,
    }
    same = now.actions.filter(removed_at__isnull=True, progress=Progress.OPEN, **said)
    if before := same.first():
        return before
    action = Action.objects.create(plan=now, changed_by=by, changed_at=at, **said)
    _changed(now, by, at)
    return action


@transaction.atomic
def change_action(
    action: Action,
    *,
    by: User,
    at: datetime,
    version: int,
    what: str,
    owner: str,
    owner_name: str,
    due_on: date,
) -> Action:
    """Raises ChangedSince where somebody else changed it meanwhile."""
    require(by, Permission.CHANGE_RECORDS)
    plan = _being_written(action.plan)
    now = _locked_action(action, version)
    now.what, now.owner, now.due_on = what, owner, due_on
    now.owner_name = _name(owner, owner_name)
    _save_action(now, by, at)
    _changed(plan, by, at)
    return now


@transaction.atomic
def remove_action(action: Action, *, by: User, at: datetime) -> None:
    """Takes an action out of a plan that is being written. Its history stays."""
    require(by, Permission.CHANGE_RECORDS)
    plan = _being_written(action.plan)
    now = Action.objects.select_for_update().get(pk=action.pk)
    if now.removed_at is None:
        now.removed_at = at
        _save_action(now, by, at)
        _changed(plan, by, at)


@transaction.atomic
def record_progress(
    action: Action,
    *,
    by: User,
    at: datetime,
    version: int,
    progress: str,
    finished_on: date | None,
    note: str,
) -> Action:
    """Done, not done, or still to do. Of a plan in force, and of its review at once."""
    require(by, Permission.CHANGE_RECORDS)
    plan = _locked(action.plan)
    now = _locked_action(action, version)
    carried = Action.objects.select_for_update().filter(
        came_from=now, progress=now.progress, removed_at__isnull=True
    )
    for each in [now, *carried]:
        each.progress, each.note = progress, note
        each.finished_on = None if progress == Progress.OPEN else finished_on
        _save_action(each, by, at)
    if not plan.is_approved:
        _changed(plan, by, at, is_writing=False)
    return now


# -- step by step to an approved plan --------------------------------------------------


@transaction.atomic
def submit(plan: Plan, *, by: User, at: datetime, version: int, made_on: date) -> Plan:
    """Gives the plan to be approved. It is not changed while it waits."""
    require(by, Permission.CHANGE_RECORDS)
    now = _being_written(plan)
    _as_it_was_read(now, version)
    if now.assessed_on is None:
        raise NotDone("Finish the needs assessment first.")
    missing = [each.title for each in _sections(now) if not each.is_planned]
    if missing:
        raise NotDone(f"Write first what the goals are in: {'; '.join(missing)}.")
    if made_on < now.assessed_on:
        raise NotDone("The plan comes after the needs assessment. Check the day.")
    if made_on > timezone.localtime(at).date():
        raise NotDone("The day cannot be one to come.")
    interests = _interests_of(now)
    if interests:
        now.interests = interests.chosen
        now.interests_in_their_words = interests.in_their_words
    now.made_on, now.status = made_on, Status.SUBMITTED
    now.submitted_by, now.submitted_at = by, at
    notices.tell(
        _approvers(now, by, at),
        by=by,
        at=at,
        about="A pathway plan was submitted, and waits for somebody to approve it",
        link=reverse("pathway_plans:plans_to_approve"),
    )
    return _changed(now, by, at, is_writing=False)


@transaction.atomic
def take_back(plan: Plan, *, by: User, at: datetime) -> Plan:
    """Back to be written on, before anybody approved it."""
    require(by, Permission.CHANGE_RECORDS)
    now = _waiting(plan)
    now.status = Status.DRAFT
    return _changed(now, by, at, is_writing=False)


@transaction.atomic
def send_back(
    plan: Plan,
    *,
    by: User,
    at: datetime,
    version: int,
    comments: Mapping[str, str],
) -> Plan:
    """Sends it back with what is to be mended: by matter, and `""` for the whole."""
    require(by, Permission.APPROVE_PLANS)
    now = _waiting(plan)
    _had_no_hand_in(now, by)
    _as_it_was_read(now, version)
    said = {matter: words.strip() for matter, words in comments.items()}
    if not any(said.values()):
        raise NotDone("Write what is to be changed.")
    Comment.objects.bulk_create(
        Comment(plan=now, matter=matter, words=words, written_by=by, written_at=at)
        for matter, words in said.items()
        if words
    )
    now.status = Status.RETURNED
    _tell(now, by, at, "A pathway plan you submitted was sent back with comments")
    return _changed(now, by, at, is_writing=False)


@transaction.atomic
def approve(plan: Plan, *, by: User, at: datetime, version: int) -> Plan:
    """By somebody who neither wrote nor submitted it, as they read it. It is locked."""
    require(by, Permission.APPROVE_PLANS)
    now = _waiting(plan)
    _had_no_hand_in(now, by)
    _as_it_was_read(now, version)
    now.status, now.approved_by, now.approved_at = Status.APPROVED, by, at
    _tell(now, by, at, "A pathway plan you submitted was approved")
    return _changed(now, by, at, is_writing=False)


@transaction.atomic
def record_agreement(
    plan: Plan,
    *,
    by: User,
    at: datetime,
    agreement: str,
    agreement_in_their_words: str,
    answered_on: date | None,
    copy_given_on: date | None,
) -> Plan:
    """Whether they agree, in their own words, and when they had their copy."""
    require(by, Permission.CHANGE_RECORDS)
    now = _locked(plan)
    if now.is_struck_out:
        raise NotDone("This plan was discarded.")
    now.agreement, now.answered_on = agreement, answered_on
    now.agreement_in_their_words = agreement_in_their_words
    now.copy_given_on = copy_given_on
    return _changed(now, by, at, is_writing=False)


@transaction.atomic
def discard(plan: Plan, *, by: User, at: datetime, why: str) -> Plan:
    """A plan that is being written is not gone on with. It stays readable."""
    require(by, Permission.CHANGE_RECORDS)
    return entries.strike_out(_being_written(plan), by=by, at=at, why=why)


# -- what they want to do --------------------------------------------------------------


def write_interests(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    before: Interests | None,
    version: int,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Interests:
    """What they want to do. Raises what `entries.add` and `entries.change` raise."""
    needs = Permission.FOLLOW_WORK_AND_LEARNING
    require(by, needs)
    kind = TIMELINE_OF_INTERESTS
    if before is None:
        return entries.add(
            Interests,
            young_person,
            by=by,
            at=at,
            kind=kind,
            answers=answers,
            sent_as=sent_as,
            needs=needs,
        )
    return entries.change(
        before, by=by, at=at, kind=kind, version=version, answers=answers, needs=needs
    )


# -- what these share ------------------------------------------------------------------


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _being_written(plan: Plan) -> Plan:
    now = _locked(plan)
    if now.is_struck_out:
        raise NotDone("This plan was discarded.")
    if now.is_approved:
        raise NotDone("An approved plan is locked. Begin a review to change it.")
    if now.waits:
        raise NotDone("The plan waits for approval. Take it back to change it.")
    return now


def _waiting(plan: Plan) -> Plan:
    now = _locked(plan)
    if now.is_approved:
        raise NotDone("This plan is approved already.")
    if now.is_struck_out or not now.waits:
        raise NotDone("This plan is not waiting for approval.")
    return now


def _had_no_hand_in(plan: Plan, by: User) -> None:
    if by.pk in {*plan.written_by, plan.submitted_by_id}:
        raise NotDone(
            "You wrote in this plan or submitted it. Somebody else must approve it."
        )


def _as_it_was_read(plan: Plan, version: int) -> None:
    if plan.version != version:
        raise NotDone("The plan was changed since you opened it. Read it again first.")


def _locked_action(action: Action, version: int) -> Action:
    now = Action.objects.select_for_update().get(pk=action.pk)
    if now.removed_at:
        raise NotDone("This action was taken out of the plan.")
    if now.version != version:
        raise ChangedSince(now)
    return now


def _save_action(action: Action, by: User, at: datetime) -> None:
    action.changed_by, action.changed_at = by, at
    action.version += 1
    action.save()


def _changed(plan: Plan, by: User, at: datetime, *, is_writing: bool = True) -> Plan:
    """Counts the change, says who had a hand in it, and brings the timeline up."""
    if is_writing and by.pk not in plan.written_by:
        plan.written_by = [*plan.written_by, by.pk]
    plan.changed_by, plan.changed_at = by, at
    plan.version += 1
    plan.save()
    entries.write_line(plan, by=by, kind=TIMELINE)
    return plan


def _texts_of(plan: Plan | None) -> dict[str, dict[str, str]]:
    found = _sections(plan) if plan else []
    return {
        each.matter: {name: getattr(each, name) for name in TEXTS} for each in found
    }


def _carry_on(last: Plan | None, plan: Plan) -> None:
    if last is None:
        return
    to_do = last.actions.filter(removed_at__isnull=True, progress=Progress.OPEN)
    Action.objects.bulk_create(
        Action(
            plan=plan,
            matter=each.matter,
            what=each.what,
            owner=each.owner,
            owner_name=each.owner_name,
            due_on=each.due_on,
            note=each.note,
            came_from=each,
        )
        for each in to_do.order_by("pk")
    )


def _sections(plan: Plan) -> list[Section]:
    order = Matter.values
    return sorted(plan.sections.all(), key=lambda each: order.index(each.matter))


def _interests_of(plan: Plan) -> Interests | None:
    found = Interests.objects.filter(
        young_person=plan.young_person_id, struck_out_at__isnull=True
    )
    return found.first()


def _name(owner: str, owner_name: str) -> str:
    return owner_name.strip() if owner == Owner.SOMEBODY_ELSE else ""


def _approvers(plan: Plan, by: User, at: datetime) -> list[User]:
    """Their managers, as far as a restriction leaves them the record."""
    young_person = plan.young_person
    return [
        each
        for each in young_person.managers_on(timezone.localtime(at).date()) - {by}
        if each.may(Permission.APPROVE_PLANS)
        and young_people.may_open(young_person.pk, viewer=each, at=at)
    ]


def _tell(plan: Plan, by: User, at: datetime, about: str) -> None:
    """Whoever submitted it, without the young person's name."""
    link = reverse("pathway_plans:pathway_plan", args=[plan.young_person_id])
    if plan.submitted_by:
        notices.tell([plan.submitted_by], by=by, at=at, about=about, link=link)
