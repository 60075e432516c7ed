"""The demo's meetings: the panel's since 2017, scrutiny's, the cabinet's, and others.

Their days follow a rule, so that wherever today is there are meetings behind it and
ahead. The last three years are told in full.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import Any, TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.bodies.choices import Part, SeatKind
from parentis.bodies.models import Body, Councillor, Membership
from parentis.documents.content import Document, Heading, Numbering, Paragraph
from parentis.documents.word import to_docx
from parentis.madeup.meeting_days import RULES, Rule, days
from parentis.meetings.agenda.actions import LONGEST_TITLE
from parentis.meetings.choices import (
    AT_THE_END,
    Came,
    FileForm,
    HowHeld,
    ItemKind,
    MeetingState,
    standing_items,
)
from parentis.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Declaration,
    ForwardPlanItem,
    FromYoungPeople,
    Meeting,
)
from parentis.meetings.papers.actions import NewFile, upload_paper
from parentis.recorded.models import Recorded

R = TypeVar("R", bound=Recorded)
Told = Mapping[str, Any]

TOLD_IN_FULL = timedelta(days=3 * 365)
# An agenda goes out more than five clear days before.
OUT_BEFORE = timedelta(days=9)
# So many days before the day it was due, an action is done.
EARLY = (4, 0, 11, 2, 7, 1, 19)
SHUT = (date(2020, 3, 10), date(2020, 5, 31))
ONLINE_UNTIL = date(2021, 7, 31)
HYBRID_UNTIL = date(2024, 5, 1)
USERS = {
    "Corporate Parenting Officer": "corporate-parenting@aldermere.example",
    "Virtual School Headteacher": "virtual-school@aldermere.example",
    "Leaving Care Team Manager": "manager@aldermere.example",
    "Committee Officer": "committee@aldermere.example",
}


def fill_meetings(*, at: datetime) -> None:
    """Does nothing where there is a meeting, or none of the made-up bodies."""
    found = {each.name: each for each in Body.objects.standing()}
    cast = _told("council_cast.toml")
    bodies = {
        of["key"]: found[of["name"]] for of in cast["bodies"] if of["name"] in found
    }
    if Meeting.objects.exists() or "panel" not in bodies:
        return
    Filling(bodies, cast, at=at).fill()


def _told(name: str) -> Told:
    return tomllib.loads((resources.files("parentis.madeup") / name).read_text("utf-8"))


class Filling:
    """All that is made at once, and what each needs of the others."""

    def __init__(self, bodies: Mapping[str, Body], cast: Told, *, at: datetime) -> None:
        self.bodies, self.cast, self.at = bodies, cast, at
        self.on = timezone.localtime(at).date()
        self.told = _told("meetings.toml")
        self.users = {
            each.email: each
            for each in User.objects.filter(email__in=list(USERS.values()))
        }
        self.officer = self.users.get(USERS["Committee Officer"])
        self.subjects: dict[int, Told] = {}

    def fill(self) -> None:
        of = {
            rule.key: self._meetings(rule) for rule in RULES if rule.key in self.bodies
        }
        sayings = self._sayings(of["panel"])
        for rule in RULES:
            if rule.key not in of:
                continue
            meetings = of[rule.key]
            items = self._items(rule.key, meetings, sayings)
            self._came(meetings)
            self._decided(items)
            self._asked(items, meetings)
        self._asked_by_young_people(sayings)
        self._planned(of, sayings)
        self._papers(of["panel"])

    # -- the meetings ------------------------------------------------------------------

    def _meetings(self, rule: Rule) -> list[Meeting]:
        met_on = list(days(rule, self.on))
        made = [
            self._meeting(rule, day, met_on[number + 1 : number + 2])
            for number, day in enumerate(met_on)
        ]
        return self._kept(Meeting, made)

    def _meeting(self, rule: Rule, day: date, after: Sequence[date]) -> Meeting:
        begins = timezone.make_aware(datetime.combine(day, time(rule.hour)))
        is_held = begins < self.at
        is_shut = SHUT[0] <= day <= SHUT[1]
        is_young = rule.key in ("voices", "moving-on")
        is_out = begins - OUT_BEFORE < self.at and not is_shut
        approved = after[0] if after and after[0] < self.on else None
        closing = self.told["closing"]
        place = self.told["young_peoples_place" if is_young else "place"]
        is_online = SHUT[0] <= day <= ONLINE_UNTIL
        is_full = is_held and not is_shut and self._is_full(day)
        return Meeting(
            body=self.bodies[rule.key],
            begins_at=begins,
            ends_at=begins + timedelta(hours=rule.hours),
            place="" if is_online else place,
            how=_how(day),
            state=_state(is_held=is_held, is_shut=is_shut),
            theme=self.told["themes"].get(str(day.month), "")
            if rule.key == "panel"
            else "",
            also_present=self.told["also_present"] if is_full else "",
            agenda_published_at=begins - OUT_BEFORE if is_out else None,
            minutes=closing[day.toordinal() % len(closing)] if is_full else "",
            minutes_approved_on=approved if is_held and not is_shut else None,
            recorded_by=self.officer,
            recorded_at=min(self.at, begins - timedelta(days=60)),
        )

    def _is_full(self, day: date) -> bool:
        return self.on - day <= TOLD_IN_FULL

    def _kept(self, model: type[R], made: Iterable[R]) -> list[R]:
        rows = list(made)
        for each in rows:
            each.recorded_by = each.recorded_by or self.officer
        return model._base_manager.bulk_create(rows)

    # -- their agendas -----------------------------------------------------------------

    def _items(
        self,
        key: str,
        meetings: Sequence[Meeting],
        sayings: Sequence[tuple[Told, FromYoungPeople, Meeting | None]],
    ) -> list[AgendaItem]:
        made: list[tuple[AgendaItem, Told]] = []
        for meeting in meetings:
            asked = [each for each in sayings if each[2] == meeting]
            made += self._agenda(key, meeting, asked)
        kept = self._kept(AgendaItem, [item for item, _ in made])
        for item, (_, subject) in zip(kept, made, strict=True):
            if subject:
                self.subjects[item.pk] = subject
        return kept

    def _agenda(
        self,
        key: str,
        meeting: Meeting,
        asked: Sequence[tuple[Told, FromYoungPeople, Meeting | None]],
    ) -> list[tuple[AgendaItem, Told]]:
        day = timezone.localtime(meeting.begins_at).date()
        subjects = [
            each
            for each in self.told["subjects"]
            if each["body"] == key and each["month"] == day.month
        ]
        standing = standing_items(self.bodies[key].kind)
        first = [each for each in standing if each[0] not in AT_THE_END]
        last = [each for each in standing if each[0] in AT_THE_END]
        is_minuted = meeting.state == MeetingState.HELD and self._is_full(day)
        rows: list[tuple[dict[str, Any], Told]] = [
            *((self._standing(*each, is_minuted), {}) for each in first),
            *(
                (self._saying_item(words, said, is_minuted), {})
                for words, said, _ in asked
            ),
            *((self._subject(each, day, is_minuted), each) for each in subjects),
            *((self._standing(*each, is_minuted), {}) for each in last),
        ]
        return [
            (
                AgendaItem(
                    meeting=meeting,
                    place=place,
                    recorded_at=meeting.recorded_at,
                    **fields,
                ),
                subject,
            )
            for place, (fields, subject) in enumerate(rows, 1)
        ]

    def _standing(self, kind: str, title: str, *is_minuted: bool) -> dict[str, Any]:
        words = str(self.told[kind.replace("-", "_")])
        return {
            "kind": kind,
            "title": title,
            "minute": words if all(is_minuted) else "",
        }

    def _saying_item(
        self, words: Told, said: FromYoungPeople, *is_minuted: bool
    ) -> dict[str, Any]:
        title = str(words["words"])
        is_long = len(title) > LONGEST_TITLE
        shown = f"{title[:LONGEST_TITLE].rpartition(' ')[0]}…" if is_long else title
        return {
            "kind": ItemKind.YOUNG_PEOPLE,
            "title": shown,
            "what_for": title if is_long else "",
            "lead": said.said_by,
            "asked_by_young_people": said,
            "minute": self.told["asked"] if all(is_minuted) else "",
        }

    def _subject(self, subject: Told, day: date, *is_minuted: bool) -> dict[str, Any]:
        told = _of_year(subject, day)
        return {
            "kind": ItemKind.REPORT,
            "title": subject["title"],
            "lead": subject["lead"],
            "what_for": subject["what_for"],
            "is_exempt": "paragraph" in subject,
            "paragraph": subject.get("paragraph", ""),
            "why_exempt": subject.get("why", ""),
            "minute": told["minute"] if all(is_minuted) else "",
        }

    # -- what happened there -----------------------------------------------------------

    def _came(self, meetings: Sequence[Meeting]) -> None:
        made: list[Attendance] = []
        declared: list[Declaration] = []
        for number, meeting in enumerate(meetings):
            day = timezone.localtime(meeting.begins_at).date()
            if meeting.state != MeetingState.HELD or not self._is_full(day):
                continue
            seats = Membership.objects.on(day).filter(body=meeting.body_id)
            seats = seats.exclude(part=Part.SUBSTITUTE)
            there = list(seats.order_by("pk"))
            others = Councillor.objects.in_office(day).exclude(memberships__in=seats)
            spare = others.order_by("pk").first()
            came = [
                _attendance(meeting, seat, number * 3 + place * 5, spare)
                for place, seat in enumerate(there)
            ]
            enough = _enough(came, meeting.body.quorum)
            made += enough
            declared += self._declared(meeting, enough, number)
        Attendance.objects.bulk_create(made)
        self._kept(Declaration, declared)

    def _declared(
        self, meeting: Meeting, came: Sequence[Attendance], number: int
    ) -> list[Declaration]:
        members = [
            each.membership
            for each in came
            if each.came == Came.PRESENT and each.membership.seat == SeatKind.COUNCILLOR
        ]
        if number % 2 or not members:
            return []
        words = self.told["declared"][number // 2 % len(self.told["declared"])]
        return [
            Declaration(
                meeting=meeting,
                membership=members[number % len(members)],
                recorded_at=meeting.begins_at + timedelta(days=1),
                **words,
            )
        ]

    def _decided(self, items: Sequence[AgendaItem]) -> None:
        self._kept(
            Decision,
            [
                Decision(
                    item=item,
                    kind=subject["kind"],
                    words=subject["decision"],
                    is_key=subject.get("is_key", False),
                    votes=subject.get("votes", ""),
                    recorded_at=item.meeting.begins_at + timedelta(days=1),
                )
                for item in items
                if (subject := self.subjects.get(item.pk))
                and item.meeting.state == MeetingState.HELD
            ],
        )

    def _asked(self, items: Sequence[AgendaItem], meetings: Sequence[Meeting]) -> None:
        held = [each for each in meetings if each.state == MeetingState.HELD]
        last = held[-1] if held else None
        late: list[Action] = []
        made = []
        for item in items:
            day = timezone.localtime(item.meeting.begins_at).date()
            subject = self.subjects.get(item.pk)
            if not subject or item.meeting not in held or not self._is_full(day):
                continue
            told = _of_year(subject, day)
            action = self._action(item, told, told["action"], told["days"])
            made.append(action)
            if item.meeting == last and self.on - day > timedelta(days=10):
                late.append(action)
        for action in late[:1]:
            # Something is overdue on any day.
            action.due_on, action.done_on = self.on - timedelta(days=6), None
            action.what_was_done = ""
        self._kept(Action, made)

    def _action(self, item: AgendaItem, told: Told, words: str, days: int) -> Action:
        asked_on = timezone.localtime(item.meeting.begins_at).date()
        due_on = asked_on + timedelta(days=days)
        early = EARLY[item.pk % len(EARLY)] if days > max(EARLY) else 0
        done_on = asked_on + timedelta(days=told.get("done_after", days - early))
        is_done = "done" in told and done_on < self.on
        owner = self.users.get(USERS.get(told["owner"], ""))
        return Action(
            item=item,
            words=words,
            owner=told["owner"],
            owner_user=owner,
            due_on=max(due_on, done_on),
            done_on=done_on if is_done else None,
            what_was_done=told["done"] if is_done else "",
            recorded_at=item.meeting.begins_at + timedelta(days=1),
        )

    # -- what young people asked -------------------------------------------------------

    def _sayings(
        self, meetings: Sequence[Meeting]
    ) -> list[tuple[Told, FromYoungPeople, Meeting | None]]:
        """Each with the next meeting after it, where it is talked about."""
        made = []
        for words in self.told["sayings"]:
            said_on = words.get("on") or self.on - timedelta(days=words["ago"])
            talked = next((each for each in meetings if _on(each) > said_on), None)
            made.append((words, self._saying(words, said_on, talked), talked))
        self._kept(FromYoungPeople, [said for _, said, _ in made])
        return made

    def _saying(
        self, words: Told, said_on: date, talked: Meeting | None
    ) -> FromYoungPeople:
        groups = self.cast["young_people"]
        is_held = talked is not None and talked.begins_at < self.at
        answered_on = _on(talked) if talked and is_held and "answer" in words else None
        told_on = answered_on + timedelta(days=16) if answered_on else None
        is_told = bool(told_on and told_on < self.on and "how_told" in words)
        return FromYoungPeople(
            asked_of=self.bodies["panel"],
            said_by=groups["in_care" if words["who"] == "voices" else "care_leavers"],
            words=words["words"],
            said_on=said_on,
            answer=words["answer"] if answered_on else "",
            answered_on=answered_on,
            told_on=told_on if is_told else None,
            how_told=words["how_told"] if is_told else "",
            recorded_at=timezone.make_aware(datetime.combine(said_on, time(16))),
        )

    def _asked_by_young_people(
        self, sayings: Sequence[tuple[Told, FromYoungPeople, Meeting | None]]
    ) -> None:
        said = {saying.pk: words for words, saying, _ in sayings}
        items = AgendaItem.objects.filter(
            asked_by_young_people__in=said, meeting__state=MeetingState.HELD
        ).select_related("meeting")
        made = []
        for item in items:
            words = said[item.asked_by_young_people_id or 0]
            if "will" in words:
                made.append(self._action(item, words, words["will"], 120))
        self._kept(Action, made)

    # -- what is planned, and papers ---------------------------------------------------

    def _planned(
        self,
        of: Mapping[str, Sequence[Meeting]],
        sayings: Sequence[tuple[Told, FromYoungPeople, Meeting | None]],
    ) -> None:
        latest = sayings[-1][1]
        made = []
        for key, meetings in of.items():
            for meeting in meetings:
                if meeting.begins_at >= self.at:
                    made += [
                        self._plan(key, meeting, each, latest)
                        for each in [*self.told["subjects"], *self.told["planned"]]
                        if (each["body"], each["month"]) == (key, _on(meeting).month)
                    ]
        self._kept(ForwardPlanItem, made)

    def _plan(
        self, key: str, meeting: Meeting, subject: Told, said: FromYoungPeople
    ) -> ForwardPlanItem:
        return ForwardPlanItem(
            body=self.bodies[key],
            meeting=meeting,
            month=_on(meeting).replace(day=1),
            title=subject["title"],
            why=subject.get("what_for") or subject.get("why", ""),
            lead=subject["lead"],
            is_key_decision=subject.get("is_key", False),
            is_exempt=subject.get("is_exempt", "paragraph" in subject),
            asked_by_young_people=said if "from_young_people" in subject else None,
            recorded_at=self.at,
        )

    def _papers(self, meetings: Sequence[Meeting]) -> None:
        """Under the reports of the last meeting and of the next, a file in Word."""
        held = [each for each in meetings if each.state == MeetingState.HELD][-1:]
        ahead = [each for each in meetings if each.begins_at >= self.at][:1]
        items = AgendaItem.objects.filter(
            meeting__in=[*held, *ahead], kind=ItemKind.REPORT
        )
        for item in items.select_related("meeting__body"):
            upload_paper(
                item.pk,
                by=self.officer,
                at=self.at,
                title=f"{item.title}: briefing",
                file=NewFile(
                    form=FileForm.WORD,
                    name="Briefing.docx",
                    contents=_briefing(item, self.at),
                ),
            )


def _how(day: date) -> HowHeld:
    if SHUT[0] <= day <= ONLINE_UNTIL:
        return HowHeld.ONLINE
    return HowHeld.HYBRID if ONLINE_UNTIL < day < HYBRID_UNTIL else HowHeld.IN_PERSON


def _state(*, is_held: bool, is_shut: bool) -> MeetingState:
    if is_shut:
        return MeetingState.CANCELLED
    return MeetingState.HELD if is_held else MeetingState.PLANNED


def _on(meeting: Meeting) -> date:
    return timezone.localtime(meeting.begins_at).date()


def _of_year(subject: Told, day: date) -> Told:
    told: Told = subject["told"][day.year % len(subject["told"])]
    return told


def _enough(came: list[Attendance], quorum: int) -> list[Attendance]:
    """Where too few came to decide, all did. Nobody, where too few sat there then."""
    votes = [each for each in came if each.membership.has_vote]
    if len(votes) < quorum:
        return []
    if sum(each.came == Came.PRESENT for each in votes) < quorum:
        for each in came:
            each.came, each.substitute = Came.PRESENT, None
    return came


def _attendance(
    meeting: Meeting, seat: Membership, draw: int, spare: Councillor | None
) -> Attendance:
    came = Came.PRESENT
    if draw % 7 == 3:
        came = Came.APOLOGIES
    elif draw % 23 == 5:
        came = Came.ABSENT
    is_member = seat.seat == SeatKind.COUNCILLOR
    has_substitute = came == Came.APOLOGIES and is_member and draw % 2 == 0
    is_online = meeting.how == HowHeld.HYBRID and draw % 5 == 0
    return Attendance(
        meeting=meeting,
        membership=seat,
        came=came,
        substitute=spare if has_substitute else None,
        is_remote=came == Came.PRESENT and is_online,
    )


def _briefing(item: AgendaItem, at: datetime) -> bytes:
    return to_docx(
        Document(
            title=item.title,
            organisation=settings.COUNCIL_NAME,
            subtitle=str(item.meeting.body),
            date_text=date_format(timezone.localtime(item.meeting.begins_at), "j F Y"),
            author=item.lead,
            blocks=[
                Heading("What members are asked to do", is_numbered=False),
                Paragraph(item.what_for),
                Heading("Open to the public", is_numbered=False),
                Paragraph(
                    "This paper is part of a council that does not exist. It is here to"
                    " show where a paper lies."
                ),
            ],
            numbering=Numbering.NONE,
            written_at=at,
        )
    )
