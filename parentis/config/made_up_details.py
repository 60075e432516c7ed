"""The rest of the demo's records: ways to reach people, papers, health, things."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from parentis.accounts.models import User
from parentis.config.made_up_casework import kept
from parentis.contacts.models import Offer
from parentis.entries.models import Entry
from parentis.health.models import HealthCheck, HealthPassport, RegisteredWith
from parentis.madeup.caseload import Child
from parentis.madeup.names import drawn, staff_name
from parentis.personal_details.models import (
    AboutThem,
    IdentityDocument,
    ImportantPerson,
    SafetyWarning,
    WayToReach,
)
from parentis.record.parts import PARTS
from parentis.support.models import Equipment, MoneyRequest, Payment
from parentis.young_people.models import YoungPerson

YOUNGEST, OLDEST, OLDEST_TO_OFFER = 16, 25, 24
AT_21 = 21
SLUGS = {part.model: part.slug for part in PARTS}
Draw = Callable[[str, int], int]


def fill_details(
    children: Mapping[str, Child], *, advisers: Mapping[int, User], at: datetime
) -> int:
    """Of everybody from 16 to 25 by child number. Gives how many entries."""
    on = timezone.localtime(at).date()
    made: dict[type[Entry], list[Entry]] = {}
    for whose in YoungPerson.objects.filter(child_number__in=children):
        age = whose.age_on(on)
        if age is None or not YOUNGEST <= age <= OLDEST:
            continue
        for entry in _of(whose, children[whose.child_number], age, on):
            entry.young_person = whose
            entry.recorded_by = advisers.get(whose.pk)
            entry.recorded_at = at - timedelta(days=30)
            made.setdefault(type(entry), []).append(entry)
    return sum(kept(entries, kind=SLUGS[model]) for model, entries in made.items())


def _of(whose: YoungPerson, child: Child, age: int, on: date) -> Iterator[Entry]:
    def draw(what: str, below: int) -> int:
        return drawn(child.number, what, below, seed=1)

    def ago(what: str, most: int) -> date:
        return on - timedelta(days=1 + draw(f"{what} ago", most))

    yield from _how_to_reach(whose, child, draw)
    yield from _papers(draw, on)
    yield from _health(draw, ago, on)
    yield from _things(draw, ago, age)
    if draw("warning", 14) == 0:
        yield _warning(ago)
    if AT_21 <= age <= OLDEST_TO_OFFER and draw("offered", 3):
        yield Offer(
            offered_on=ago("offer", 420),
            offered_by=("in-person", "letter", "text")[draw("offer how", 3)],
        )


def _how_to_reach(whose: YoungPerson, child: Child, draw: Draw) -> Iterator[Entry]:
    yield AboutThem(
        gender=child.sex if child.sex in "MF" else "",
        ethnicity=child.ethnic,
        pronouns=("", "", "she/her", "he/him", "they/them")[draw("pronouns", 5)],
        language="English",
        how_to_reach=(
            "A text first, then a call.",
            "Call after four, when the shift ends.",
            "Messages are fine at any time.",
        )[draw("how", 3)],
    )
    # 07700 900 is set aside for stories and films: nobody has such a number.
    yield WayToReach(
        kind="mobile",
        what=f"07700 900{draw('phone', 1_000):03d}",
        is_preferred=True,
        may_leave_message=draw("message", 2) == 0,
    )
    relation = ("Brother", "Sister", "Aunt", "Former foster carer", "Friend")
    yield ImportantPerson(
        name=staff_name(5_000 + draw("someone", 900), seed=2).split()[0]
        + f" {whose.family_name if draw('same name', 2) else 'Calderbury'}",
        relation=relation[draw("relation", len(relation))],
        phone=f"07700 900{draw('their phone', 1_000):03d}",
        is_for_emergencies=True,
        may_be_told=("nothing", "some")[draw("told", 2)],
        told_what="That we are looking for them" if draw("told", 2) else "",
    )


def _papers(draw: Draw, on: date) -> Iterator[Entry]:
    for kind in (
        *("birth-certificate", "national-insurance", "bank-account"),
        *("passport", "provisional-licence"),
    ):
        held = ("has", "has", "kept", "applied", "needs")[draw(kind, 5)]
        expires = kind == "passport" and held in ("has", "kept")
        yield IdentityDocument(
            kind=kind,
            held=held,
            expires_on=on + timedelta(days=100 + draw("expires", 2_000))
            if expires
            else None,
        )


def _health(draw: Draw, ago: Callable[[str, int], date], on: date) -> Iterator[Entry]:
    yield RegisteredWith(
        kind="gp",
        where=("Harbour Surgery", "Orlanby Road Practice", "Keldmouth Health Centre")[
            draw("gp", 3)
        ],
        started_on=ago("gp", 1_500),
    )
    if draw("dentist", 3):
        yield RegisteredWith(
            kind="dentist", where="Tidemill Dental", started_on=ago("dentist", 900)
        )
        checked = ago("dental check", 500)
        yield HealthCheck(
            kind="dental",
            checked_on=checked,
            outcome="done",
            next_due_on=checked + timedelta(days=365),
        )
    if draw("passport", 2):
        yield HealthPassport(given_on=ago("health passport", 800), form="paper")


def _things(draw: Draw, ago: Callable[[str, int], date], age: int) -> Iterator[Entry]:
    if draw("laptop", 3):
        given = ago("laptop", 900)
        yield Equipment(
            kind="laptop",
            what="Refurbished laptop",
            given_on=given,
            given_by="Virtual school",
            support_until=given + timedelta(days=3 * 365),
        )
    if age >= AT_21 - 3 and draw("home money", 2):
        asked = ago("home money", 700)
        yield MoneyRequest(
            what="setting-up-home",
            asked_on=asked,
            pounds_asked=Decimal(3_000),
            answer="agreed",
            answered_on=asked,
            answered_by="Team manager",
            pounds_agreed=Decimal(3_000),
        )
        yield Payment(
            what="setting-up-home",
            paid_on=asked + timedelta(days=3 + draw("paid", 20)),
            pounds=Decimal(300 + 50 * draw("pounds", 40)),
            how="bought",
            note="Bed, fridge and a kettle.",
        )


def _warning(ago: Callable[[str, int], date]) -> SafetyWarning:
    began = ago("warning", 120)
    return SafetyWarning(
        what="Two staff for visits at home",
        why="A neighbour has threatened visitors. The police know.",
        started_on=began,
        reviewed_on=began,
        review_on=began + timedelta(days=150),
        is_told=True,
    )
