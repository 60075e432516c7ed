"""The return's OC3 and Annex A's list 9, written from casework.

`casework_of` reads what records say as the return asks it; `parentis.position` counts
the same. The files to send hold everybody they must, restricted records too; what is
on screen leaves those out that the viewer may not open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

import polars as pl
from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils import timezone

from parentis.accounts.models import Team, TeamMembership, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.activities import queries as activities
from parentis.activities.choices import ActivityKind
from parentis.care_history import queries as care_history
from parentis.contacts import queries as contacts
from parentis.contacts.queries import LastContact
from parentis.homes import queries as homes
from parentis.homes.choices import HomeKind
from parentis.law.eligibility import Category, category_on
from parentis.pathway_plans import queries as pathway_plans
from parentis.personal_details import queries as personal_details
from parentis.ssda903 import casework, in_touch
from parentis.ssda903.casework import CaseRecord, Cohort, Lasting, Row, Told
from parentis.ssda903.findings import Findings
from parentis.ssda903.reader import read
from parentis.ssda903.returns import last_day
from parentis.ssda903.tables import LAST_YEAR
from parentis.ssda903.writer import write
from parentis.young_people import queries as young_people
from parentis.young_people.choices import AllocatedAs

if TYPE_CHECKING:
    from parentis.activities.models import MainActivity
    from parentis.care_history.models import CarePeriod
    from parentis.homes.models import Home
    from parentis.pathway_plans.queries import PlanDays
    from parentis.personal_details.models import AboutThem
    from parentis.ssda903.in_touch import InTouch
    from parentis.young_people.models import Allocation, YoungPerson

ON_A_PAGE = 50
# A code that is in no list, as one the return used to have, is shown as it stands.
HOMES_BY_CODE = dict(HomeKind.choices)
ACTIVITIES_BY_CODE = dict(ActivityKind.choices)


class _Counting:
    """Reads what records say, to count it: stands where a viewer does, shows nobody.

    A query that is asked with it was let in by the permission to count or to make the
    return. What is then shown is asked for by the person who sees it.
    """

    def may(self, permission: Permission) -> bool:
        return permission in {Permission.SEE_ALLOCATED, Permission.SEE_CASEWORK}


_COUNTING = cast("User", _Counting())


@dataclass(frozen=True, kw_only=True)
class Group:
    """A team or an adviser, and the number of either. 0 is nobody."""

    pk: int
    name: str


NOBODYS = "Nobody"


@dataclass(frozen=True, kw_only=True)
class Work:
    """Whose work a young person is on a day."""

    team: Group
    adviser: Group
    social_worker: str = ""


@dataclass(frozen=True, kw_only=True)
class Casework:
    """Everybody's records as the return asks, and whose work each is."""

    records: Sequence[CaseRecord]
    work: Mapping[int, Work]
    young_people: Mapping[int, "YoungPerson"]
    about: Mapping[int, "AboutThem"]
    last_contacts: Mapping[int, LastContact]
    undated: Sequence["YoungPerson"]


# -- reading casework ------------------------------------------------------------------


def casework_of(
    people: Sequence["YoungPerson"], *, viewer: User | None, year: int, on: date
) -> Casework:
    """What the records of these say, for a year's return, as known on a day.

    As many queries for five thousand as for five. Whoever gave the people was asked
    for them; no viewer is the clock, which keeps a month's position.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_FIGURES)
    pks = [each.pk for each in people]
    histories = care_history.histories(people, viewer=_COUNTING)
    episodes = care_history.periods_of(pks, viewer=_COUNTING)
    lived = homes.homes_of(pks, viewer=_COUNTING)
    did = activities.activities_of(pks, viewer=_COUNTING)
    about = personal_details.about(pks, viewer=_COUNTING)
    last = contacts.last_contacts(pks, viewer=_COUNTING)
    answers = _answers(pks, year=year, on=on)
    records = [
        CaseRecord(
            key=each.pk,
            child=each.reference,
            history=histories[each.pk],
            sex=(about[each.pk].gender or None) if each.pk in about else None,
            ethnic=(about[each.pk].ethnicity or None) if each.pk in about else None,
            episodes=[_episode(one) for one in episodes[each.pk] if not one.council],
            homes=[_home(one) for one in lived[each.pk]],
            activities=[_activity(one) for one in did[each.pk]],
            answers=answers.get(each.pk, {}),
            reached_on=last[each.pk].made_on,
            lacks=tuple(_lacks(each, about.get(each.pk))),
        )
        for each in people
        if each.pk in histories
    ]
    return Casework(
        records=records,
        work=_work(people, on=on),
        young_people={each.pk: each for each in people},
        about=about,
        last_contacts=last,
        undated=[each for each in people if each.born is None],
    )


def _answers(pks: Sequence[int], *, year: int, on: date) -> dict[int, dict[int, Told]]:
    """By person and age: of this year whatever answers; of others what was written."""
    found = {
        pk: {age: _written(code) for age, code in by_age.items()}
        for pk, by_age in contacts.recorded_answers(pks, viewer=_COUNTING).items()
    }
    for pk, answer in contacts.answers(pks, viewer=_COUNTING, on=on, year=year).items():
        by_age = found.setdefault(pk, {})
        by_age.pop(answer.age, None)
        if answer.answer:
            by_age[answer.age] = _told(answer)
    return found


def _written(code: str) -> Told:
    words = f"The answer in the record: {in_touch.IN_WORDS[code]}."
    return Told(code=code, rests_on=words)


def _told(answer: "InTouch") -> Told:
    """What was written by hand stays in the record: others read it there."""
    rests_on = answer.rests_on
    if answer.recorded and not answer.contact:
        rests_on = _written(answer.answer).rests_on
    return Told(code=answer.answer, rests_on=rests_on, doubt=answer.conflict)


def _lacks(each: "YoungPerson", about: "AboutThem | None") -> Iterable[str]:
    if not each.child_number:
        yield "their child number"
    if about is None or not about.gender:
        yield "their gender"
    if about is None or not about.ethnicity:
        yield "their ethnicity"


def _home(home: "Home") -> Lasting:
    kind = HOMES_BY_CODE.get(home.kind, home.kind)
    words = f"{kind}, since {_said(home.started_on)}"
    return Lasting(
        told=Told(code=home.code, rests_on=words),
        start=home.started_on,
        end=home.ended_on,
    )


def _activity(activity: "MainActivity") -> Lasting:
    kind = ACTIVITIES_BY_CODE.get(activity.kind, activity.kind)
    words = f"{kind}, since {_said(activity.started_on)}"
    return Lasting(
        told=Told(code=activity.kind, rests_on=words),
        start=activity.started_on,
        end=activity.ended_on,
    )


def _episode(period: "CarePeriod") -> dict[str, object]:
    told = {
        "decom": period.started_on,
        "rne": period.reason_started,
        "ls": period.legal_status,
        "cin": period.need,
        "place": period.placement,
        "place_provider": period.provider,
        "dec": period.ended_on,
        "rec": period.reason_ceased,
        "reason_place_change": period.reason_placement_changed,
        "home_post": period.home_postcode,
        "pl_post": period.placement_postcode,
        "urn": period.urn,
    }
    return {name: value or None for name, value in told.items()}


def _work(people: Sequence["YoungPerson"], *, on: date) -> dict[int, Work]:
    """An adviser's team is that of the allocation, else the adviser's own."""
    found = {each.pk: _allocations(each) for each in people}
    memberships = (
        TeamMembership.objects.on(on)
        .select_related("team")
        .order_by("-team__name", "-team_id")
    )
    team_of = {each.person_id: each.team for each in memberships}
    return {pk: _work_of(allocations, team_of) for pk, allocations in found.items()}


def _allocations(each: "YoungPerson") -> "Sequence[Allocation]":
    found: Sequence[Allocation] = vars(each)["current_allocations"]
    return found


def _work_of(allocations: "Sequence[Allocation]", team_of: Mapping[int, Team]) -> Work:
    by_kind = {each.allocated_as: each for each in reversed(allocations)}
    adviser = by_kind.get(AllocatedAs.PERSONAL_ADVISER)
    worker = by_kind.get(AllocatedAs.SOCIAL_WORKER)
    of_team = by_kind.get(AllocatedAs.TEAM)
    person = adviser.person if adviser else None
    whose = person or (worker.person if worker else None)
    team = of_team.team if of_team else team_of.get(whose.pk) if whose else None
    return Work(
        team=_group(team),
        adviser=_group(person),
        social_worker=worker.person.name if worker and worker.person else "",
    )


def _group(of: Team | User | None) -> Group:
    return Group(pk=of.pk if of else 0, name=of.name if of else NOBODYS)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# -- the return's OC3, from casework ---------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """Somebody whose row is not complete: what is missing, and who can find it out."""

    row: Row
    work: Work
    name: str = ""
    record: str = ""

    @property
    def what(self) -> Sequence[str]:
        return self.row.missing

    @property
    def owner(self) -> str:
        """Their adviser; who has none is for the team to give one."""
        if self.work.adviser.pk:
            return self.work.adviser.name
        return self.work.social_worker or self.work.team.name


@dataclass(frozen=True, kw_only=True)
class StatutoryReturn:
    """Everybody of one year's OC3, what each row rests on, and what is found in it."""

    year: int
    on: date
    cohort: Cohort
    findings: Findings
    lacking: Sequence[Lacking]
    undated: int
    young_people: Mapping[int, "YoungPerson"]

    @property
    def is_complete(self) -> bool:
        return not (self.lacking or self.undated or len(self.findings))

    @property
    def is_over(self) -> bool:
        return self.on > last_day(self.year)


@dataclass(frozen=True, kw_only=True)
class StatutoryReturnPage:
    """The same on screen, without restricted records that the viewer may not open."""

    year: int
    on: date
    years: Sequence[int]
    people: int
    complete: int
    rows: "Page[Row]"
    lacking: Sequence[Lacking]
    findings: Findings
    undated: int
    is_over: bool

    @property
    def incomplete(self) -> int:
        return self.people - self.complete

    @property
    def previous(self) -> str:
        return self._page(self.rows.number - 1)

    @property
    def next(self) -> str:
        return self._page(self.rows.number + 1)

    def _page(self, number: int) -> str:
        return f"?page={number}" if number in self.rows.paginator.page_range else ""


@dataclass(frozen=True, kw_only=True)
class MissingPage:
    """What the viewer's own young people still lack for the year's return."""

    year: int
    people: "Page[Lacking]"

    @property
    def previous(self) -> str:
        return self._page(self.people.number - 1)

    @property
    def next(self) -> str:
        return self._page(self.people.number + 1)

    def _page(self, number: int) -> str:
        return f"?page={number}" if number in self.people.paginator.page_range else ""


def years_to_return(*, viewer: User, on: date) -> list[int]:
    """The year that runs, and the one before it, which is being returned."""
    require(viewer, Permission.SEE_FIGURES)
    this = in_touch.year_of(on)
    return [year for year in (this, this - 1) if year <= LAST_YEAR]


def statutory_return(year: int, *, viewer: User, at: datetime) -> StatutoryReturn:
    """The whole of it: nobody is left out. Whoever shows or sends it puts on record."""
    require(viewer, Permission.MAKE_STATUTORY_RETURN)
    on = timezone.localtime(at).date()
    if year not in years_to_return(viewer=viewer, on=on):
        raise Http404("This year's return is not made from casework.")
    people = young_people.everybody_for_the_return(viewer=viewer, at=at)
    found = casework_of(people, viewer=viewer, year=year, on=on)
    cohort = casework.return_year(found.records, year=year, on=min(on, last_day(year)))
    return StatutoryReturn(
        year=year,
        on=on,
        cohort=cohort,
        findings=_findings(cohort),
        lacking=_lacking(cohort, found),
        undated=len(found.undated),
        young_people=found.young_people,
    )


def statutory_return_page(
    year: int, *, viewer: User, at: datetime, page: str = ""
) -> StatutoryReturnPage:
    """Row by row with what each rests on, by child number, and what is missing."""
    whole = statutory_return(year, viewer=viewer, at=at)
    hidden = young_people.restricted_keys(viewer=viewer, at=at)
    rows = [row for row in whole.cohort.rows if row.record.key not in hidden]
    lacking = [each for each in whole.lacking if each.row.record.key not in hidden]
    shown = Paginator(rows, ON_A_PAGE).get_page(page)
    first = lacking[:ON_A_PAGE]
    keys = [row.record.key for row in shown.object_list]
    keys += [each.row.record.key for each in first]
    young_people.shown_by_number(
        {key: whole.young_people[key].child_number for key in keys}, viewer=viewer
    )
    numbers = {row.record.child for row in rows}
    return StatutoryReturnPage(
        year=year,
        on=whole.on,
        years=years_to_return(viewer=viewer, on=whole.on),
        people=len(rows),
        complete=len(rows) - len(lacking),
        rows=shown,
        lacking=first,
        findings=_findings_of(whole.findings, numbers),
        undated=whole.undated,
        is_over=whole.is_over,
    )


def put_on_record(whole: StatutoryReturn, *, viewer: User, why: str) -> None:
    """It goes into a file: everybody in it is put on record, with what it is for."""
    require(viewer, Permission.MAKE_STATUTORY_RETURN)
    everybody = {
        row.record.key: whole.young_people[row.record.key].child_number
        for row in whole.cohort.rows
    }
    young_people.shown_by_number(everybody, viewer=viewer, why=why)


def missing_page(*, viewer: User, at: datetime, page: str = "") -> MissingPage:
    """For an adviser and a manager: their own young people, by name."""
    require(viewer, Permission.SEE_CASEWORK)
    on = timezone.localtime(at).date()
    year = in_touch.year_of(on)
    people = young_people.work_to_count(viewer=viewer, at=at)
    found = casework_of(people, viewer=viewer, year=year, on=on)
    cohort = casework.return_year(found.records, year=year, on=on)
    lacking = [
        replace(
            each,
            name=found.young_people[each.row.record.key].name,
            record=found.young_people[each.row.record.key].get_absolute_url(),
        )
        for each in _lacking(cohort, found)
    ]
    shown = Paginator(lacking, ON_A_PAGE).get_page(page)
    young_people.shown(
        [found.young_people[each.row.record.key] for each in shown.object_list],
        viewer=viewer,
    )
    return MissingPage(year=year, people=shown)


def _lacking(cohort: Cohort, found: Casework) -> list[Lacking]:
    """Those who left us lack nothing that anybody could still write down."""
    lacking = [
        Lacking(row=row, work=found.work[row.record.key])
        for row in cohort.rows
        if row.missing
    ]
    return sorted(lacking, key=lambda each: (each.owner, each.row.day))


def _findings(cohort: Cohort) -> Findings:
    """What the return's own reader says of the files, read back as they would leave."""
    with TemporaryDirectory(prefix="parentis-") as folder:
        write(cohort.returns, folder, year=cohort.year)
        return read(folder, year=cohort.year).findings


def _findings_of(findings: Findings, children: set[str]) -> Findings:
    """Those of these children, and of the file as a whole."""
    of = pl.col("child").is_in(sorted({"", *children}))
    return Findings(findings.frame.filter(of))


# -- Annex A, list 9 -------------------------------------------------------------------

# As the inspection names what the law calls otherwise.
OF_THE_INSPECTION = {
    Category.RELEVANT: "a) Relevant child",
    Category.FORMER_RELEVANT: "b) Former relevant child",
    Category.EDUCATION_CONTINUING: "b) Former relevant child",
    Category.SECTION_23CA: "b) Former relevant child",
    Category.ASKED_FOR_SUPPORT: "b) Former relevant child",
    Category.NOT_ASKED_FOR_SUPPORT: "b) Former relevant child",
    Category.QUALIFYING: "c) Qualifying care leaver",
    Category.ELIGIBLE: "d) Eligible child",
}


@dataclass(frozen=True, kw_only=True)
class InspectionRow:
    """One young person of Annex A's list 9."""

    record: CaseRecord
    about: "AboutThem | None"
    came_alone: bool
    work: Work
    age: int
    category: str
    plan_on: date | None
    in_touch: str
    last_contact_on: date | None
    home: Told | None
    activity: Told | None


def inspection_list(*, viewer: User, at: datetime, why: str) -> list[InspectionRow]:
    """Everybody who is owed leaving care support, from the same records.

    It goes to the inspectors whole, so nobody is left out; all are put on record.
    """
    require(viewer, Permission.MAKE_STATUTORY_RETURN)
    on = timezone.localtime(at).date()
    people = young_people.everybody_for_the_return(viewer=viewer, at=at)
    found = casework_of(people, viewer=viewer, year=in_touch.year_of(on), on=on)
    pks = list(found.young_people)
    plans = pathway_plans.plan_days(pks, viewer=_COUNTING)
    came_alone = care_history.came_alone(pks, viewer=_COUNTING)
    rows = [
        InspectionRow(
            record=record,
            about=found.about.get(record.key),
            came_alone=record.key in came_alone,
            work=found.work[record.key],
            age=record.history.age_on(on),
            category=category,
            plan_on=_latest_plan(plans[record.key]),
            in_touch=casework.in_touch_on(record, on).code,
            last_contact_on=found.last_contacts[record.key].made_on,
            home=casework.known_on(record.homes, on),
            activity=casework.known_on(record.activities, on),
        )
        for record in found.records
        if (category := _category(record, on))
    ]
    everybody = {
        row.record.key: found.young_people[row.record.key].child_number for row in rows
    }
    young_people.shown_by_number(everybody, viewer=viewer, why=why)
    return rows


def _category(record: CaseRecord, on: date) -> str:
    if record.history.age_on(on) > in_touch.OLDEST:
        return ""
    return OF_THE_INSPECTION.get(category_on(record.history, on), "")


def _latest_plan(days: "PlanDays") -> date | None:
    made = [*days.reviews, *filter(None, [days.plan_made_on])]
    return max(made, default=None)
