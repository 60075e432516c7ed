"""Whose work the made-up county's young people are: services, teams, staff, records.

Everything follows from the children of a return, a day and a seed: the same each time.
Staff are known by their e-mail addresses, roles by their codes in the product.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import narwhals as nw

from parentis.madeup.names import (
    Home,
    NamesUsed,
    drawn,
    home_of,
    staff_name,
    young_persons_names,
)
from parentis.ssda903.returns import Frame, Returns, last_day

LEAVING_CARE, IN_CARE = "Leaving Care Service", "Children in Care Service"
TEAMS = {
    LEAVING_CARE: ("Leaving Care North", "Leaving Care South", "Leaving Care Coast"),
    IN_CARE: ("Children in Care East", "Children in Care West"),
}
NORTH, SOUTH = TEAMS[LEAVING_CARE][:2]
EAST = TEAMS[IN_CARE][0]

# How many young people one adviser or social worker has at the most.
CASELOAD = 24
ADVISED_UNTIL, ADVISED_FROM = 21, 17
REFERRED_TO_EMPLOYMENT, REFERRED_TO_SCHOOL = 30, 24
CONFIDENTIAL = 7
# Of the first team, whose work waits to be allocated to somebody.
WAITING_FOR_AN_ADVISER = 5

NOT_IN_WORK = ("G4", "G5", "G6")


@dataclass(frozen=True, kw_only=True)
class Child:
    """What a return tells of somebody whose record the council holds."""

    number: str
    born: date
    sex: str
    ethnic: str
    is_leaver: bool
    activity: str
    age: int


@dataclass(frozen=True, kw_only=True)
class Named:
    """The e-mail addresses of people whom the demo has already."""

    adviser: str
    social_worker: str
    manager: str
    employment_adviser: str
    virtual_school: str


@dataclass(frozen=True, kw_only=True)
class Worker:
    """Somebody on the staff and the team they are in. No name where there is one."""

    email: str
    name: str
    role: str
    team: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """Whose work somebody is: a person's, by e-mail address, or a team's."""

    allocated_as: str
    email: str = ""
    team: str = ""
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Restricted:
    reason: str
    restricted_on: date
    review_on: date
    by: str
    listed: Sequence[str]


@dataclass(kw_only=True)
class Record:
    """A young person's record as it is to be kept."""

    child: Child
    names: NamesUsed
    home: Home
    service: str
    team: str
    work: list[Work] = field(default_factory=list)
    is_confidential: bool = False
    restricted: Restricted | None = None


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """`neighbour`: whose home postcode, by e-mail address, is a young person's too."""

    staff: Sequence[Worker]
    records: Sequence[Record]
    neighbour: tuple[str, str]


def children_of(returns: Returns) -> list[Child]:
    """Everybody in care at the end of the latest return, and its care leavers."""
    if not returns.councils_and_years:
        return []
    year = max(year for _, year in returns.councils_and_years)
    in_year = nw.col("year") == year
    in_care = _column(
        returns["episodes"].filter(in_year & nw.col("dec").is_null()), "child"
    )
    leavers = returns["oc3"].filter(in_year).select("child", "activ").collect()
    activity = dict(leavers.iter_rows())
    people = returns["header"].filter(in_year, ~nw.col("dob").is_null())
    found = people.select("child", "dob", "sex", "ethnic").collect()
    return [
        Child(
            number=number,
            born=born,
            sex=sex or "",
            ethnic=ethnic or "",
            is_leaver=number not in in_care,
            activity=activity.get(number) or "",
            age=_age(born, on=last_day(year)),
        )
        for number, born, sex, ethnic in sorted(found.iter_rows())
        if number in in_care or number in activity
    ]


def caseload_of(
    children: Iterable[Child], *, named: Named, on: date, seed: int = 1
) -> Caseload:
    """The council's staff and records, as they might stand on a day."""
    records = [_record(child, on=on, seed=seed) for child in children]
    staff = _managers(named, seed)
    for team in (team for teams in TEAMS.values() for team in teams):
        workers = _workers(team, records, named, len(staff), seed)
        staff += workers
        _allocate(team, records, workers, on=on, seed=seed)
    _refer(records, named, on=on, seed=seed)
    _keep_some_secret(records, staff, named, on=on)
    others = [
        each for each in records if each.team == NORTH and not _is_of(each, named)
    ]
    neighbour = (named.adviser, others[0].home.postcode if others else "")
    if len(others) > 1:
        others[1].names = NamesUsed(
            given=others[1].names.given, family="Marsh", legal_given=""
        )
    return Caseload(
        staff=[
            *staff,
            Worker(
                email=named.employment_adviser,
                name="",
                role="employment-adviser",
                team=NORTH,
            ),
            Worker(
                email=named.virtual_school, name="", role="virtual-school", team=EAST
            ),
        ],
        records=records,
        neighbour=neighbour,
    )


# -- records ---------------------------------------------------------------------------


def _record(child: Child, *, on: date, seed: int) -> Record:
    service = LEAVING_CARE if child.is_leaver else IN_CARE
    teams = TEAMS[service]
    team = teams[drawn(child.number, "team", len(teams), seed=seed)]
    since = on - timedelta(days=60 + drawn(child.number, "since", 900, seed=seed))
    return Record(
        child=child,
        names=young_persons_names(
            child.number, sex=child.sex, ethnic=child.ethnic, seed=seed
        ),
        home=home_of(child.number, seed=seed),
        service=service,
        team=team,
        work=[Work(allocated_as="team", team=team, started_on=since)],
    )


def _needs(record: Record, role: str) -> bool:
    """A social worker while in care, and an adviser from 17 to 21."""
    if role == "social-worker":
        return not record.child.is_leaver
    return ADVISED_FROM <= record.child.age <= ADVISED_UNTIL


def _allocate(
    team: str, records: list[Record], workers: list[Worker], *, on: date, seed: int
) -> None:
    """Deals the team's young people out, one to each in turn."""
    role = workers[0].role
    waiting = WAITING_FOR_AN_ADVISER if team == NORTH else 0
    dealt = _dealt(team, records, role)[waiting:]
    for place, record in enumerate(dealt):
        worker = workers[place % len(workers)]
        number = record.child.number
        since = on - timedelta(days=14 + drawn(number, "worker", 700, seed=seed))
        if drawn(number, "earlier worker", 7, seed=seed) == 0 and len(workers) > 1:
            earlier = workers[(place + 1) % len(workers)]
            record.work.append(
                Work(
                    allocated_as=role,
                    email=earlier.email,
                    started_on=since - timedelta(days=200),
                    ended_on=since,
                )
            )
        record.work.append(
            Work(allocated_as=role, email=worker.email, started_on=since)
        )


def _dealt(team: str, records: list[Record], role: str) -> list[Record]:
    """Whom the team's workers share: their own, and 17-year-olds still in care."""
    return [
        each
        for each in records
        if _needs(each, role)
        and (each.team == team or (role == "personal-adviser" and _comes(each, team)))
    ]


def _comes(record: Record, team: str) -> bool:
    """An adviser is there before somebody leaves care: one of the three teams'."""
    teams = TEAMS[LEAVING_CARE]
    return not record.child.is_leaver and (
        teams[drawn(record.child.number, "comes", len(teams), seed=1)] == team
    )


def _refer(records: list[Record], named: Named, *, on: date, seed: int) -> None:
    """To the employment adviser who is in no work, to the virtual school who learns."""
    to_employment = [
        each
        for each in records
        if each.child.activity in NOT_IN_WORK and each.child.age <= ADVISED_UNTIL
    ]
    to_school = [
        each
        for each in records
        if not each.child.is_leaver and 11 <= each.child.age < ADVISED_FROM
    ]
    for found, email, role in (
        (
            to_employment[:REFERRED_TO_EMPLOYMENT],
            named.employment_adviser,
            "employment-adviser",
        ),
        (to_school[:REFERRED_TO_SCHOOL], named.virtual_school, "virtual-school"),
    ):
        for each in found:
            days = 7 + drawn(each.child.number, "referred", 200, seed=seed)
            each.work.append(
                Work(
                    allocated_as=role,
                    email=email,
                    started_on=on - timedelta(days=days),
                )
            )


def _keep_some_secret(
    records: list[Record], staff: list[Worker], named: Named, *, on: date
) -> None:
    """Two records are restricted, one to be reviewed soon and one overdue."""
    for record in records[:: max(1, len(records) // CONFIDENTIAL)][:CONFIDENTIAL]:
        record.is_confidential = True
    hers = [each for each in records if _is_of(each, named)]
    if hers:
        hers[0].restricted = Restricted(
            reason="A relative works in the council's housing office",
            restricted_on=on - timedelta(days=80),
            review_on=on + timedelta(days=7),
            by=named.manager,
            listed=[named.adviser, named.manager],
        )
        hers[0].is_confidential = True
    theirs = [each for each in records if each.team == SOUTH and len(each.work) > 1]
    manager = next(each for each in staff if each.team == SOUTH)
    if theirs:
        theirs[0].restricted = Restricted(
            reason="Somebody who harmed them looks for where they live",
            restricted_on=on - timedelta(days=100),
            review_on=on - timedelta(days=12),
            by=manager.email,
            listed=[manager.email, theirs[0].work[-1].email],
        )
        theirs[0].is_confidential = True


def _is_of(record: Record, named: Named) -> bool:
    return any(
        each.email == named.adviser and not each.ended_on for each in record.work
    )


# -- staff -----------------------------------------------------------------------------


def _managers(named: Named, seed: int) -> list[Worker]:
    teams = [team for teams in TEAMS.values() for team in teams]
    return [
        Worker(email=named.manager, name="", role="team-manager", team=team)
        if team == NORTH
        else _worker(place, "team-manager", team, seed)
        for place, team in enumerate(teams)
    ]


def _workers(
    team: str, records: list[Record], named: Named, number: int, seed: int
) -> list[Worker]:
    """As many as the team's young people need, those whom the demo knows first."""
    role = "social-worker" if team in TEAMS[IN_CARE] else "personal-adviser"
    needed = max(2, -(-len(_dealt(team, records, role)) // CASELOAD))
    known = {NORTH: named.adviser, EAST: named.social_worker}.get(team)
    first = [Worker(email=known, name="", role=role, team=team)] if known else []
    return first + [
        _worker(number + place, role, team, seed)
        for place in range(needed - len(first))
    ]


def _worker(number: int, role: str, team: str, seed: int) -> Worker:
    name = staff_name(number, seed=seed)
    email = f"{name.lower().replace(' ', '.')}@aldermere.example"
    return Worker(email=email, name=name, role=role, team=team)


def _age(born: date, *, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _column(frame: Frame, name: str) -> set[str]:
    return set(frame.select(name).unique().collect()[name].to_list())
