"""The demo's pathway plans as rows: first ones, reviews, some overdue or waiting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from parentis.accounts.models import User
from parentis.config.made_up_plan_texts import (
    COMMENTS,
    DREAMS,
    LATER,
    SAYS_OF_IT,
    WRITTEN,
    Written,
)
from parentis.entries.models import TimelineEntry
from parentis.law.care import months_after
from parentis.pathway_plans.choices import (
    TIMELINE,
    TIMELINE_OF_INTERESTS,
    Interest,
    Matter,
    Progress,
    Status,
)
from parentis.pathway_plans.models import Action, Comment, Interests, Plan, Section
from parentis.young_people.models import YoungPerson

YOUNGEST, OLDEST = 16, 21
MONTHS_TO_THE_FIRST = 3
MOST_PLANS = 3
AT_ONCE = 1_000
# Of a hundred: how the latest plan stands. The rest is approved, and within its time.
OVERDUE, WAITING, BEING_WRITTEN, SENT_BACK = 12, 8, 6, 3
# Of one: actions past their day that nobody has done yet, and above which they failed.
STILL_TO_DO, NOT_DONE = 0.2, 0.88


@dataclass
class Rows:
    """What is to be written, all at once."""

    plans: list[Plan] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    interests: list[Interests] = field(default_factory=list)


def fill_plans(
    made: Sequence[YoungPerson],
    *,
    advisers: dict[int, User],
    managers: dict[int, User],
    at: datetime,
) -> None:
    """Plans of those aged 16 to 21 who have an adviser and a manager, by their keys."""
    rows, on = Rows(), timezone.localtime(at).date()
    for each in made:
        age = each.age_on(on)
        if age is None or not YOUNGEST <= age <= OLDEST:
            continue
        if each.pk in advisers and each.pk in managers:
            _Planner(each, advisers[each.pk], managers[each.pk], on, rows).plan()
    _write(rows)


def _write(rows: Rows) -> None:
    Plan.objects.bulk_create(rows.plans, AT_ONCE)
    Interests.objects.bulk_create(rows.interests, AT_ONCE)
    Section.objects.bulk_create(rows.sections, AT_ONCE)
    Action.objects.bulk_create(rows.actions, AT_ONCE)
    Comment.objects.bulk_create(rows.comments, AT_ONCE)
    lines = [TimelineEntry.of(plan, kind=TIMELINE) for plan in rows.plans]
    lines += [
        TimelineEntry.of(each, kind=TIMELINE_OF_INTERESTS) for each in rows.interests
    ]
    TimelineEntry.objects.bulk_create(lines, AT_ONCE)


class _Planner:
    """One young person's plans, always the same for the same child number."""

    def __init__(
        self, whose: YoungPerson, adviser: User, manager: User, on: date, rows: Rows
    ) -> None:
        self.whose, self.adviser, self.manager = whose, adviser, manager
        self.on, self.rows = on, rows
        seed = f"pathway plans of {whose.child_number or whose.pk}"
        self.random = Random(seed)  # noqa: S311
        self.written = {
            matter: self.random.choice(variants) for matter, variants in WRITTEN.items()
        }
        self.later: dict[Matter, tuple[str, str]] = {}

    def plan(self) -> None:
        drawn = self.random.randrange(100)
        days = self.days_made(is_overdue=drawn < OVERDUE)
        self.interests(days[0] if days else self.on)
        for number, made_on in enumerate(days, start=1):
            self.approved(number, made_on, is_latest=number == len(days))
            self.grow()
        number = len(days) + 1
        if OVERDUE <= drawn < OVERDUE + WAITING:
            self.unfinished(number, Status.SUBMITTED)
        elif OVERDUE + WAITING <= drawn < OVERDUE + WAITING + BEING_WRITTEN:
            self.unfinished(number, Status.DRAFT)
        elif drawn >= 100 - SENT_BACK:
            self.unfinished(number, Status.RETURNED)
        elif not days:
            self.unfinished(number, Status.DRAFT)

    def days_made(self, *, is_overdue: bool) -> list[date]:
        """The days of the approved plans, the first one first."""
        if self.whose.born is None:
            return []
        began = months_after(self.whose.born, YOUNGEST * 12 + MONTHS_TO_THE_FIRST)
        ago = (
            self.random.randint(200, 300)
            if is_overdue
            else self.random.randint(20, 160)
        )
        days: list[date] = []
        made_on = self.on - timedelta(days=ago)
        while made_on >= began and len(days) < MOST_PLANS:
            days.append(made_on)
            made_on -= timedelta(days=self.random.randint(140, 180))
        return days[::-1]

    def approved(self, number: int, made_on: date, *, is_latest: bool) -> None:
        plan = self.begin(number, made_on, Status.APPROVED)
        plan.submitted_by, plan.submitted_at = self.adviser, _at(made_on, 1, 16)
        plan.approved_by, plan.approved_at = self.manager, _at(made_on, 4, 11)
        agreement = self.random.choices(
            ["agreed", "in-part", "refused"], weights=[80, 15, 5]
        )[0]
        plan.agreement, plan.answered_on = agreement, made_on
        plan.agreement_in_their_words = self.random.choice(SAYS_OF_IT[agreement])
        if self.random.random() < 0.9:
            plan.copy_given_on = made_on + timedelta(days=8)
        self.to_do(plan, made_on, is_latest=is_latest)

    def unfinished(self, number: int, status: Status) -> None:
        begun_on = self.on - timedelta(days=self.random.randint(3, 12))
        plan = self.begin(number, begun_on, status)
        if status in {Status.SUBMITTED, Status.RETURNED}:
            plan.submitted_by, plan.submitted_at = self.adviser, _at(begun_on, 1, 16)
        else:
            plan.made_on = None
        if status == Status.RETURNED:
            matter = self.random.choice(list(Matter))
            self.rows.comments.append(
                Comment(
                    plan=plan,
                    matter=matter,
                    words=self.said(self.random.choice(COMMENTS)),
                    written_by=self.manager,
                    written_at=_at(begun_on, 2, 9),
                )
            )
        self.to_do(plan, begun_on, is_latest=True)

    def begin(self, number: int, made_on: date, status: Status) -> Plan:
        interests = self.rows.interests[-1]
        plan = Plan(
            young_person=self.whose,
            number=number,
            status=status,
            assessed_on=made_on - timedelta(days=14),
            who_took_part=f"{self.whose.given_name}, {self.adviser.name}",
            made_on=made_on,
            written_by=[self.adviser.pk],
            recorded_by=self.adviser,
            recorded_at=_at(made_on, -21, 10),
            interests=interests.chosen,
            interests_in_their_words=interests.in_their_words,
        )
        self.rows.plans.append(plan)
        is_begun = status == Status.DRAFT and number == 1
        for place, matter in enumerate(Matter):
            # The first plan of somebody is written as far as a few matters.
            self.section(plan, matter, is_left_out=is_begun and place > 3)
        if is_begun:
            plan.assessed_on = None
        return plan

    def section(self, plan: Plan, matter: Matter, *, is_left_out: bool) -> None:
        words = self.written[matter]
        theirs, advisers = self.later.get(matter, ("", ""))
        texts = {
            "their_view": f"{words.theirs}\n{theirs}",
            "advisers_view": f"{words.advisers}\n{advisers}",
            "need": words.need,
            "goals": words.goals,
        }
        said = {name: self.said(text).strip() for name, text in texts.items()}
        is_changed = plan.number == 1 or matter in self.later
        self.rows.sections.append(
            Section(
                plan=plan,
                matter=matter,
                version=2 if is_changed else 1,
                changed_by=self.adviser if is_changed and not is_left_out else None,
                changed_at=plan.recorded_at if is_changed and not is_left_out else None,
                **({} if is_left_out else said),
            )
        )

    def to_do(self, plan: Plan, made_on: date, *, is_latest: bool) -> None:
        for matter, words in self.written.items():
            for what, owner, name in words.actions:
                due_on = made_on + timedelta(days=self.random.randint(14, 150))
                progress = self.progress(due_on, is_latest=is_latest)
                is_not_done = progress == Progress.NOT_DONE
                self.rows.actions.append(
                    Action(
                        plan=plan,
                        matter=matter,
                        what=self.said(what),
                        owner=owner,
                        owner_name=name,
                        due_on=due_on,
                        progress=progress,
                        finished_on=None if progress == Progress.OPEN else due_on,
                        note="Put off until later" if is_not_done else "",
                        changed_by=self.adviser,
                        changed_at=plan.recorded_at,
                    )
                )

    def progress(self, due_on: date, *, is_latest: bool) -> Progress:
        drawn = self.random.random()
        if due_on >= self.on or (is_latest and drawn < STILL_TO_DO):
            return Progress.OPEN
        return Progress.NOT_DONE if drawn > NOT_DONE else Progress.DONE

    def grow(self) -> None:
        """What is different when the next plan is made: a few matters, not all."""
        self.later = {
            matter: self.random.choice(LATER)
            for matter in self.random.sample(list(Matter), 3)
        }
        moved = self.random.choice(list(Matter))
        others: Sequence[Written] = WRITTEN[moved]
        self.written[moved] = self.random.choice(others)
        self.later.setdefault(moved, self.random.choice(LATER))

    def interests(self, told_on: date) -> None:
        self.rows.interests.append(
            Interests(
                young_person=self.whose,
                chosen=self.random.sample(Interest.values, self.random.randint(1, 4)),
                in_their_words=self.random.choice(DREAMS),
                told_on=told_on,
                recorded_by=self.adviser,
                recorded_at=_at(told_on, 0, 10),
            )
        )

    def said(self, text: str) -> str:
        return text.replace("{name}", self.whose.given_name)


def _at(day: date, later: int, hour: int) -> datetime:
    moment = datetime.combine(day + timedelta(days=later), time(hour))
    return timezone.make_aware(moment)
