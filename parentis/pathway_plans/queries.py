"""What pages read of pathway plans, and what others ask: days, and what is to do."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.law.care import months_after
from parentis.law.clocks import MONTHS_BETWEEN_REVIEWS
from parentis.pathway_plans.choices import Matter, Owner, Progress, Status
from parentis.pathway_plans.models import Action, Comment, Interests, Plan, Section
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

SOON = timedelta(days=14)
LONG_TO_COMPARE = 2_000
# Of an address: what is shorter says nothing of where somebody lives.
SHORTEST_PART = 5
# What is compared of each matter, in the order it is read.
TEXTS = {
    "their_view": "What they say",
    "advisers_view": "What their adviser says",
    "need": "What is needed",
    "goals": "What we want to reach",
}


@dataclass(frozen=True, kw_only=True)
class PlanDays:
    """The days the law asks for. A plan or a review counts once it is approved."""

    assessed_on: date | None = None
    plan_made_on: date | None = None
    reviews: Sequence[date] = ()

    @property
    def next_review_on(self) -> date | None:
        """Six months at most from the plan, or from the review before."""
        made = [*self.reviews, *filter(None, [self.plan_made_on])]
        return months_after(max(made), MONTHS_BETWEEN_REVIEWS) if made else None


@dataclass(frozen=True, kw_only=True)
class ActionDue:
    """One thing to do of the plan in force."""

    pk: int
    young_person: int
    matter: str
    what: str
    owner: Owner
    owner_name: str
    due_on: date

    def is_overdue(self, on: date) -> bool:
        return self.due_on < on


def plan_days(pks: Collection[int], *, viewer: User) -> dict[int, PlanDays]:
    """By young person, everybody asked for among them."""
    require(viewer, Permission.SEE_CASEWORK)
    plans: dict[int, list[Plan]] = defaultdict(list)
    found = Plan.objects.standing().filter(young_person__in=pks).order_by("number")
    for plan in found.only("young_person", "status", "assessed_on", "made_on"):
        plans[plan.young_person_id].append(plan)
    return {pk: _days(plans[pk]) for pk in pks}


def actions_due(
    pks: Collection[int], *, viewer: User, on: date, until: date | None = None
) -> dict[int, list[ActionDue]]:
    """What is overdue or due within two weeks (or `until`), the earliest first.

    Of the plan in force alone; whoever has nothing due is not among them.
    """
    require(viewer, Permission.SEE_CASEWORK)
    later = Plan.objects.approved().filter(
        young_person=OuterRef("young_person"), number__gt=OuterRef("number")
    )
    in_force = Plan.objects.approved().filter(~Exists(later), young_person__in=pks)
    found = Action.objects.filter(
        plan__in=in_force,
        progress=Progress.OPEN,
        removed_at__isnull=True,
        due_on__lte=until or on + SOON,
    )
    due: dict[int, list[ActionDue]] = defaultdict(list)
    for action in found.select_related("plan").order_by("due_on", "pk"):
        due[action.plan.young_person_id].append(
            ActionDue(
                pk=action.pk,
                young_person=action.plan.young_person_id,
                matter=action.matter,
                what=action.what,
                owner=Owner(action.owner),
                owner_name=action.owner_name,
                due_on=action.due_on,
            )
        )
    return dict(due)


# -- pages -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One matter of a plan: its section, its actions, and what was sent back of it."""

    matter: Matter
    section: Section
    actions: Sequence[Action]
    comments: Sequence[Comment]


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """A plan as the person who opened it may see it. `plan` None: there is none yet."""

    young_person: "YoungPerson"
    plan: Plan | None
    plans: Sequence[Plan]
    chapters: Sequence[Chapter]
    comments: Sequence[Comment]
    interests: Interests | None
    days: PlanDays
    on: date
    viewer: User
    hides: Sequence[str] = ()

    @property
    def plan_shown(self) -> Plan:
        """The same plan, where the page cannot be without one. Raises Http404."""
        if self.plan is None:
            raise Http404("There is no plan yet.")
        return self.plan

    @property
    def may_change(self) -> bool:
        return self.viewer.may(Permission.CHANGE_RECORDS)

    @property
    def may_write(self) -> bool:
        return self.may_change and self.plan is not None and self.plan.is_open

    @property
    def may_follow(self) -> bool:
        """Say how an action went: of the plan in force, or the one being made."""
        is_of_now = self.plan in {self.in_force, *self.plans[:1]}
        return self.may_change and self.plan is not None and is_of_now

    @property
    def had_a_hand_in_it(self) -> bool:
        plan = self.plan
        return plan is not None and self.viewer.pk in {
            *plan.written_by,
            plan.submitted_by_id,
        }

    @property
    def may_approve(self) -> bool:
        waits = self.plan is not None and self.plan.waits
        return waits and self.viewer.may(Permission.APPROVE_PLANS)

    @property
    def may_begin(self) -> bool:
        return self.may_change and all(plan.is_approved for plan in self.plans)

    @property
    def in_force(self) -> Plan | None:
        return next((plan for plan in self.plans if plan.is_approved), None)

    @property
    def before(self) -> Plan | None:
        """The one it was copied from."""
        if self.plan is None:
            return None
        numbers = {plan.number: plan for plan in self.plans}
        return numbers.get(self.plan.number - 1)

    @property
    def not_assessed(self) -> list[str]:
        return [e.section.title for e in self.chapters if not e.section.is_assessed]

    @property
    def not_planned(self) -> list[str]:
        return [e.section.title for e in self.chapters if not e.section.is_planned]

    @property
    def without_their_view(self) -> list[str]:
        return [e.section.title for e in self.chapters if not e.section.their_view]

    @property
    def to_do(self) -> list[Action]:
        """Of the plan shown, the earliest first."""
        every = [each for chapter in self.chapters for each in chapter.actions]
        return sorted(
            (each for each in every if each.is_to_do),
            key=lambda each: (each.due_on, each.pk),
        )

    @property
    def is_review_overdue(self) -> bool:
        due_on = self.days.next_review_on
        return due_on is not None and due_on < self.on


def pathway_plan_page(
    pk: int,
    *,
    viewer: User,
    at: datetime,
    number: int | None = None,
    entry: int | None = None,
) -> PlanPage:
    """The plan being made, else the one in force; or that of this number, or key."""
    require(viewer, Permission.SEE_CASEWORK)
    young_person = young_people.get_young_person(pk, viewer=viewer, at=at)
    return _page(young_person, viewer=viewer, at=at, number=number, entry=entry)


def plan_to_print(
    pk: int, *, viewer: User, at: datetime, number: int | None = None
) -> PlanPage:
    """The same, and the confidential addresses that may be on no paper."""
    page = pathway_plan_page(pk, viewer=viewer, at=at, number=number)
    if page.plan is None:
        raise Http404("There is no plan to print.")
    hidden = page.young_person.addresses.filter(is_confidential=True)
    parts = [
        part.strip(" ,.")
        for address in hidden
        for part in [*address.lines.splitlines(), address.postcode]
    ]
    return replace(page, hides=[part for part in parts if len(part) >= SHORTEST_PART])


def plan_to_approve_page(pk: int, *, viewer: User, at: datetime) -> PlanPage:
    """The plan that waits, of somebody whose plan it is the viewer's to approve."""
    require(viewer, Permission.APPROVE_PLANS)
    theirs = young_people.get_young_person_of_theirs(pk, viewer=viewer, at=at)
    page = _page(theirs, viewer=viewer, at=at, number=None)
    if page.plan is None:
        raise Http404("There is no plan to approve.")
    return page


def section_page(pk: int, matter: str, *, viewer: User, at: datetime) -> PlanPage:
    """The plan being made or in force, with one chapter: the one of this matter."""
    require(viewer, Permission.SEE_CASEWORK)
    if matter not in Matter.values:
        raise Http404("A plan has no such matter.")
    young_person = young_people.get_young_person(pk, viewer=viewer, at=at)
    page = _page(young_person, viewer=viewer, at=at, number=None, matter=matter)
    if page.plan is None:
        raise Http404("There is no plan yet.")
    return page


def get_action(pk: int, *, young_person: "YoungPerson", viewer: User) -> Action:
    """One of a plan of somebody whose record the viewer opened."""
    require(viewer, Permission.SEE_CASEWORK)
    found = Action.objects.select_related("plan").filter(
        removed_at__isnull=True,
        plan__young_person=young_person,
        plan__struck_out_at__isnull=True,
    )
    return get_object_or_404(found, pk=pk)


def interests_of(young_person: "YoungPerson", *, viewer: User) -> Interests | None:
    """What they want to do: for those who follow work and learning too."""
    require(viewer, Permission.FOLLOW_WORK_AND_LEARNING)
    found = Interests.objects.filter(
        young_person=young_person, struck_out_at__isnull=True
    )
    return found.select_related("recorded_by", "changed_by").first()


@dataclass(frozen=True, kw_only=True)
class WaitingPlan:
    """One line of the list of plans to approve."""

    young_person: "YoungPerson"
    plan: Plan
    had_a_hand_in_it: bool


def plans_to_approve(*, viewer: User, at: datetime) -> Sequence[WaitingPlan]:
    """Those of the viewer's teams that wait, the longest waiting first."""
    require(viewer, Permission.APPROVE_PLANS)
    theirs = {e.pk: e for e in young_people.work_to_count(viewer=viewer, at=at)}
    waiting = Plan.objects.standing().filter(
        status=Status.SUBMITTED, young_person__in=theirs
    )
    plans = list(waiting.select_related("submitted_by").order_by("submitted_at", "pk"))
    young_people.shown([theirs[e.young_person_id] for e in plans], viewer=viewer)
    return [
        WaitingPlan(
            young_person=theirs[plan.young_person_id],
            plan=plan,
            had_a_hand_in_it=viewer.pk in {*plan.written_by, plan.submitted_by_id},
        )
        for plan in plans
    ]


# -- versions side by side -------------------------------------------------------------


class Same(StrEnum):
    """Whether some words stayed, went, or came."""

    STAYED = "stayed"
    WENT = "went"
    CAME = "came"


@dataclass(frozen=True, kw_only=True)
class Words:
    text: str
    same: Same


@dataclass(frozen=True, kw_only=True)
class ComparedText:
    """One text of one matter in two plans: what went on the left, what came right."""

    title: str
    before: str
    after: str
    pieces: Sequence[Words]

    @property
    def is_unchanged(self) -> bool:
        return self.before == self.after

    @property
    def left(self) -> list[Words]:
        return [each for each in self.pieces if each.same != Same.CAME]

    @property
    def right(self) -> list[Words]:
        return [each for each in self.pieces if each.same != Same.WENT]


@dataclass(frozen=True, kw_only=True)
class ComparedChapter:
    matter: Matter
    before: Chapter
    after: Chapter
    texts: Sequence[ComparedText]
    actions_before: Sequence[Action]
    actions_after: Sequence[Action]
    is_unchanged: bool


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two plans of one young person, matter by matter."""

    young_person: "YoungPerson"
    before: Plan
    after: Plan
    chapters: Sequence[ComparedChapter]

    @property
    def changed(self) -> list[ComparedChapter]:
        return [each for each in self.chapters if not each.is_unchanged]


def comparison(
    pk: int, *, viewer: User, at: datetime, number: int | None = None
) -> Comparison:
    """A plan (the latest, or the one of this number) beside the one before."""
    require(viewer, Permission.SEE_CASEWORK)
    young_person = young_people.get_young_person(pk, viewer=viewer, at=at)
    found = Plan.objects.standing().filter(young_person=young_person)
    found = found.select_related("submitted_by", "approved_by", "changed_by")
    by_number = {plan.number: plan for plan in found.order_by("number")}
    after = by_number.get(number or max(by_number, default=0))
    before = by_number.get(after.number - 1) if after else None
    if after is None or before is None:
        raise Http404("There are no two plans to lay side by side.")
    chapters = _chapters([before, after])
    return Comparison(
        young_person=young_person,
        before=before,
        after=after,
        chapters=[
            _compared(old, new)
            for old, new in zip(chapters[before.pk], chapters[after.pk], strict=True)
        ],
    )


# -- what these share ------------------------------------------------------------------


def _days(plans: Sequence[Plan]) -> PlanDays:
    assessed = [plan.assessed_on for plan in plans if plan.assessed_on]
    made = [plan.made_on for plan in plans if plan.is_approved and plan.made_on]
    return PlanDays(
        assessed_on=max(assessed, default=None),
        plan_made_on=made[0] if made else None,
        reviews=tuple(made[1:]),
    )


def _page(
    young_person: "YoungPerson",
    *,
    viewer: User,
    at: datetime,
    number: int | None,
    entry: int | None = None,
    matter: str = "",
) -> PlanPage:
    """`matter`: that chapter alone."""
    found = Plan.objects.standing().filter(young_person=young_person)
    plans = list(
        found.select_related(
            "submitted_by", "approved_by", "recorded_by", "changed_by"
        ).order_by("-number")
    )
    asked = [
        each
        for each in plans
        if number in {None, each.number} and entry in {None, each.pk}
    ]
    if not asked and (number, entry) != (None, None):
        raise Http404("There is no such plan.")
    plan = asked[0] if asked else None
    chapters = _chapters([plan])[plan.pk] if plan else []
    interests = Interests.objects.filter(
        young_person=young_person, struck_out_at__isnull=True
    )
    return PlanPage(
        young_person=young_person,
        plan=plan,
        plans=plans,
        chapters=[each for each in chapters if matter in {"", each.matter}],
        comments=_comments(plan) if plan else [],
        interests=interests.first(),
        days=_days(plans[::-1]),
        on=timezone.localtime(at).date(),
        viewer=viewer,
    )


def _chapters(plans: Sequence[Plan]) -> dict[int, list[Chapter]]:
    """By plan, the ten matters in their order."""
    sections: Mapping[tuple[int, str], Section] = {
        (each.plan_id, each.matter): each
        for each in Section.objects.filter(plan__in=plans).select_related("changed_by")
    }
    actions: dict[tuple[int, str], list[Action]] = defaultdict(list)
    standing = Action.objects.filter(plan__in=plans, removed_at__isnull=True)
    for action in standing.order_by("due_on", "pk"):
        actions[action.plan_id, action.matter].append(action)
    comments: dict[tuple[int, str], list[Comment]] = defaultdict(list)
    said = Comment.objects.filter(plan__in=plans).exclude(matter="")
    for comment in said.select_related("written_by").order_by("-written_at", "pk"):
        comments[comment.plan_id, comment.matter].append(comment)
    return {
        plan.pk: [
            Chapter(
                matter=matter,
                section=sections.get((plan.pk, matter))
                or Section(plan=plan, matter=matter),
                actions=actions[plan.pk, matter],
                comments=comments[plan.pk, matter],
            )
            for matter in Matter
        ]
        for plan in plans
    }


def _comments(plan: Plan) -> list[Comment]:
    """Of the whole plan, the latest first."""
    found = Comment.objects.filter(plan=plan, matter="").select_related("written_by")
    return list(found.order_by("-written_at", "-pk"))


def _compared(old: Chapter, new: Chapter) -> ComparedChapter:
    texts = [
        _compared_text(title, getattr(old.section, name), getattr(new.section, name))
        for name, title in TEXTS.items()
    ]
    is_unchanged = all(each.is_unchanged for each in texts) and [
        _said(each) for each in old.actions
    ] == [_said(each) for each in new.actions]
    return ComparedChapter(
        matter=new.matter,
        before=old,
        after=new,
        texts=texts,
        actions_before=old.actions,
        actions_after=new.actions,
        is_unchanged=is_unchanged,
    )


def _said(action: Action) -> tuple[object, ...]:
    return action.what, action.owner, action.owner_name, action.due_on, action.progress


def _compared_text(title: str, before: str, after: str) -> ComparedText:
    """Words and the white space between them, so that lines stay lines."""
    if before == after:
        only = [Words(text=after, same=Same.STAYED)] if after else []
        return ComparedText(title=title, before=before, after=after, pieces=only)
    old, new = _split(before), _split(after)
    pieces: list[Words] = []
    # Of long texts the commonest words are left out, or it takes minutes.
    is_long = len(old) + len(new) > LONG_TO_COMPARE
    matcher = SequenceMatcher(a=old, b=new, autojunk=is_long)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Words(text="".join(old[start:end]), same=Same.STAYED))
            continue
        if start < end:
            pieces.append(Words(text="".join(old[start:end]), same=Same.WENT))
        if new_start < new_end:
            pieces.append(Words(text="".join(new[new_start:new_end]), same=Same.CAME))
    return ComparedText(title=title, before=before, after=after, pieces=pieces)


def _split(text: str) -> list[str]:
    """Each word with the white space after it."""
    return re.findall(r"\S+\s*|\s+", text)
