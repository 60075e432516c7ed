from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.bodies.choices import Part, SeatKind
from parentis.meetings.choices import Came
from parentis.meetings.models import Attendance, Meeting
from parentis.meetings.queries import Reader, get_meeting, name_of, seats_at


@dataclass(frozen=True, kw_only=True)
class Attended:
    """Somebody's seat at a meeting, and whether they came or another for them."""

    name: str
    seat: str
    part: str
    came: str
    substitute: str
    is_remote: bool
    has_vote: bool

    @property
    def is_young_person(self) -> bool:
        return self.seat == SeatKind.YOUNG_PERSON.label

    @property
    def counts(self) -> bool:
        """Towards the quorum: a member with a vote, or who stood in for one."""
        return self.has_vote and (self.came == Came.PRESENT or bool(self.substitute))


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """Whether enough were there to decide, in words. `is_met` None: none laid down.

    Where young people have votes, how many took part would tell how many of them came:
    those who only read are not told (`is_counted`).
    """

    there: int
    needed: int
    online: int
    is_counted: bool = True

    @property
    def is_met(self) -> bool | None:
        return self.there >= self.needed if self.needed else None

    def __str__(self) -> str:
        members = "member" if self.there == 1 else "members"
        there = f"{self.there} {members} with a vote took part"
        if not self.is_counted:
            there = "Members with a vote took part, young people among them"
        if self.is_met is None:
            return f"{there}. No quorum is laid down for this body."
        needs = f"{self.needed} {'is' if self.needed == 1 else 'are'} needed"
        if self.is_met:
            return f"{there}, and {needs}: the meeting could decide."
        return f"{there}, and {needs}: the meeting could not decide."


@dataclass(frozen=True, kw_only=True)
class AttendanceTold:
    """Who came, as its reader may know it, and whether they were enough."""

    attended: Sequence[Attended]
    quorum: Quorum

    @classmethod
    def of(cls, meeting: Meeting, reader: Reader, *, is_open: bool) -> "AttendanceTold":
        """Of nobody, until what happened there `is_open` to its reader."""
        attended = _attended(meeting, reader) if is_open else []
        return cls(
            attended=_told_of(attended, reader),
            quorum=_quorum(meeting, attended, reader),
        )


YOUNG_PEOPLE = Attended(
    name="Young people",
    seat="Young people",
    part=Part.MEMBER.label,
    came=Came.PRESENT,
    substitute="",
    is_remote=False,
    has_vote=False,
)


def _attended(meeting: Meeting, reader: Reader) -> list[Attended]:
    rows = Attendance.objects.filter(meeting=meeting).select_related(
        "membership__councillor", "substitute"
    )
    parts, seats = list(Part), list(SeatKind)
    found = sorted(
        rows,
        key=lambda each: (
            parts.index(Part(each.membership.part)),
            seats.index(SeatKind(each.membership.seat)),
            reader.name(each.membership).rpartition(" ")[2],
            each.pk,
        ),
    )
    return [
        Attended(
            name=reader.name(each.membership),
            seat=SeatKind(each.membership.seat).label,
            part=Part(each.membership.part).label,
            came=each.came,
            substitute=str(each.substitute) if each.substitute else "",
            is_remote=each.is_remote,
            has_vote=each.membership.has_vote,
        )
        for each in found
    ]


def _told_of(attended: Sequence[Attended], reader: Reader) -> list[Attended]:
    """Young people as one, whether one came or more: nobody is to count them."""
    if reader.counts_young_people:
        return list(attended)
    others = [each for each in attended if not each.is_young_person]
    theirs = [each for each in attended if each.is_young_person]
    is_there = any(each.came == Came.PRESENT for each in theirs)
    return [*others, YOUNG_PEOPLE] if is_there else others


def _quorum(meeting: Meeting, attended: Sequence[Attended], reader: Reader) -> Quorum:
    counted = [each for each in attended if each.counts]
    return Quorum(
        is_counted=reader.counts_young_people
        or not any(each.is_young_person for each in counted),
        there=len(counted),
        needed=meeting.body.quorum,
        online=sum(each.is_remote for each in counted if not each.is_young_person),
    )


# -- writing it down -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AttendancePage:
    """`seats`: each one's key, name and councillor's key, 0 where no councillor has it.

    `answered`: so far.
    """

    meeting: Meeting
    name: str
    seats: Sequence[tuple[int, str, int]]
    councillors: Sequence[tuple[int, str]]
    answered: Mapping[str, Any]


def attendance_page(pk: int, *, viewer: User) -> AttendancePage:
    """Of who sat on the body on the day: a substitute is named where one came."""
    require(viewer, Permission.RUN_MEETINGS)
    meeting = get_meeting(pk, viewer=viewer)
    on = timezone.localtime(meeting.begins_at).date()
    answered: dict[str, Any] = {"also_present": meeting.also_present}
    for each in Attendance.objects.filter(meeting=meeting):
        answered[f"came_{each.membership_id}"] = each.came
        answered[f"substitute_{each.membership_id}"] = each.substitute_id
        answered[f"remote_{each.membership_id}"] = each.is_remote
    return AttendancePage(
        meeting=meeting,
        name=name_of(meeting, viewer=viewer),
        seats=[
            (each.pk, each.name_for(viewer), each.councillor_id or 0)
            for each in seats_at(meeting, viewer=viewer)
            if each.part != Part.SUBSTITUTE
        ],
        councillors=bodies.councillor_choices(viewer=viewer, on=on),
        answered=answered,
    )
