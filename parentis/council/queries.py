"""What the council owes as a parent, and what of it needs somebody now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.funding import queries as funding
from parentis.meetings import queries as meetings
from parentis.meetings.actions_asked import queries as actions_asked
from parentis.meetings.from_young_people import queries as from_young_people
from parentis.members import queries as members
from parentis.recommendations import queries as recommendations
from parentis.sign_off import queries as sign_off
from parentis.strategy.plans.queries import plans_page

MOST = 3


@dataclass(frozen=True, kw_only=True)
class Needed:
    """One thing that waits for somebody. `is_late`: it should have been done by now."""

    words: str
    address: str
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """A part of these pages: its name, what is there, in one line."""

    name: str
    address: str
    about: str


@dataclass(frozen=True, kw_only=True)
class HomePage:
    needed: Sequence[Needed]
    to_come: Sequence[tuple[str, str]]
    places: Sequence[Place]


def home_page(*, viewer: User, at: datetime) -> HomePage:
    """What needs somebody first, then where everything is."""
    require(viewer, Permission.SEE_COUNCIL)
    on = timezone.localtime(at).date()
    needed = [
        *_of_reports(viewer),
        *_of_recommendations(viewer, on),
        *_of_actions(viewer, on),
        *_of_young_people(viewer, on),
        *_of_promises(viewer, on),
        *_of_funding(viewer, on),
        *_of_training(viewer, on),
    ]
    return HomePage(
        needed=sorted(needed, key=lambda each: not each.is_late),
        to_come=[
            (meetings.name_of(each, viewer=viewer), each.get_absolute_url())
            for each in meetings.next_meetings(viewer=viewer, at=at, most=MOST)
        ],
        places=_places(viewer),
    )


def _of_reports(viewer: User) -> Iterator[Needed]:
    if not viewer.may(Permission.SEE_REPORTS):
        return
    for each in sign_off.to_sign(viewer=viewer):
        yield Needed(
            words=f"A report waits for your signature: {each.report}",
            address=reverse("sign_off:fair_copy", args=[each.report_id]),
        )


def _of_recommendations(viewer: User, on: date) -> Iterator[Needed]:
    found = recommendations.sources(viewer=viewer, on=on)
    overdue = sum(each.overdue for each in found)
    waiting = sum(each.updates_overdue for each in found)
    address = reverse("recommendations:list_recommendations")
    if overdue:
        yield Needed(
            words=f"{_many(overdue, 'recommendation')} past the day to be done",
            address=f"{address}?show=overdue",
            is_late=True,
        )
    if waiting:
        yield Needed(
            words=f"{_many(waiting, 'recommendation')} of which an update is overdue",
            address=f"{address}?show=due",
            is_late=True,
        )


def _of_actions(viewer: User, on: date) -> Iterator[Needed]:
    found = actions_asked.open_actions(viewer=viewer, on=on)
    late = sum(each.state == "Overdue" for each in found)
    if late:
        yield Needed(
            words=f"{_many(late, 'action')} of meetings overdue",
            address=reverse("meetings:actions"),
            is_late=True,
        )


def _of_young_people(viewer: User, on: date) -> Iterator[Needed]:
    page = from_young_people.from_young_people_page(viewer=viewer, on=on)
    if page.how_many_waiting:
        asked = _many(page.how_many_waiting, "thing")
        waits = "waits" if page.how_many_waiting == 1 else "wait"
        yield Needed(
            words=f"{asked} that young people asked {waits} for an answer",
            address=reverse("meetings:from_young_people_list"),
        )


def _of_promises(viewer: User, on: date) -> Iterator[Needed]:
    page = plans_page(viewer=viewer, on=on)
    late = sum(each.overdue for each in page.plans)
    if late:
        yield Needed(
            words=f"{_many(late, 'milestone')} overdue",
            address=reverse("strategy:plans"),
            is_late=True,
        )


def _of_funding(viewer: User, on: date) -> Iterator[Needed]:
    if not viewer.may(Permission.KEEP_PROMISES):
        return
    soon = funding.ending_soon(viewer=viewer, on=on)
    ending = [each for each in soon if not each.is_decided]
    if ending:
        yield Needed(
            words=f"{_many(len(ending), 'post or service', 'posts or services')} whose"
            " money ends within a year, and nobody said what happens then",
            address=reverse("funding:funding"),
        )


def _of_training(viewer: User, on: date) -> Iterator[Needed]:
    if not viewer.may(Permission.RUN_MEETINGS):
        return
    due = members.all_due(viewer=viewer, on=on)
    if due:
        yield Needed(
            words=f"{_many(len(due), 'course')} due for councillors",
            address=reverse("members:training"),
        )


def _many(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _places(viewer: User) -> list[Place]:
    """Where everything is, for this reader."""
    found = [
        (
            "Recommendations",
            "recommendations:recommendations",
            "What we were asked to do, and how far each has come, for years",
        ),
        (
            "Promises",
            "strategy:pledge",
            "The pledge, what shows that it is kept, and what young people say",
        ),
        ("Strategy", "strategy:strategy", "Priorities, action plans and risks"),
        (
            "Meetings",
            "meetings:meetings",
            "Agendas, papers, decisions, actions and the forward plan",
        ),
        (
            "What young people ask",
            "meetings:from_young_people_list",
            "Their own items for the agenda, and the answers that went back",
        ),
        ("Bodies", "bodies:bodies", "Panels, committees and who sits on them"),
        ("Councillors", "bodies:councillors", "Who they are, and where they sit"),
        (
            "Targets",
            "targets:targets",
            "Places to work and learn, by directorate and year",
        ),
    ]
    places = [
        Place(name=name, address=reverse(route), about=about)
        for name, route, about in found
    ]
    for permission, name, route, about in (
        (
            Permission.ACT_AS_MEMBER,
            "Your page as a councillor",
            "members:your_page",
            "Your meetings, visits, training and what you champion",
        ),
        (
            Permission.SEE_VISITS,
            "Visits to children's homes",
            "visits:visits",
            "The rota, what members found, and the homes' answers",
        ),
        (
            Permission.RUN_MEETINGS,
            "Training and champions",
            "members:training",
            "Who took part in what, and what is due",
        ),
        (
            Permission.KEEP_PROMISES,
            "Funding",
            "funding:funding",
            "What is paid by whom until when, and bids",
        ),
    ):
        if viewer.may(permission):
            places.append(Place(name=name, address=reverse(route), about=about))
    return places
