"""What the made-up council was asked to do, and nine years of what it told of it."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from parentis import madeup
from parentis.accounts.models import User
from parentis.bodies.models import Body
from parentis.evidence import queries as evidence
from parentis.evidence.actions import NewEvidence, NewFile
from parentis.evidence.choices import EvidenceKind, FileForm
from parentis.meetings.models import Action, Meeting
from parentis.recommendations import actions
from parentis.recommendations.choices import Status
from parentis.recommendations.models import Recommendation, Source, StatusSet
from parentis.recommendations.updates import actions as updates
from parentis.recommendations.updates.actions import NewStatus

Told = Mapping[str, Any]
WRITES_THEM_DOWN = "corporate-parenting@aldermere.example"
IN_THE_MORNING = time(9, 30)
NEAR = timedelta(days=30)
PARTS = ("(i)", "(ii)", "(iii)", "(iv)", "(v)")


def fill_recommendations(*, at: datetime) -> None:
    """Sources, recommendations, updates and statuses. Does nothing where any is."""
    if Source.objects.exists():
        return
    path = Path(madeup.__file__).with_name("recommendations.toml")
    told = tomllib.loads(path.read_text())["sources"]
    _Filling(at).fill(told)


class _Filling:
    """All of it by one person's hand, each on the day it was told."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = timezone.localtime(at).date()
        self.by = User.objects.filter(email=WRITES_THEM_DOWN).first()
        self.people = {each.email: each for each in User.objects.all()}
        cast = Path(madeup.__file__).with_name("council_cast.toml")
        self.names = {
            each["key"]: each["name"]
            for each in tomllib.loads(cast.read_text())["bodies"]
        }
        self.bodies = {each.name: each for each in Body.objects.all()}
        self.found: dict[str, Recommendation] = {}

    def fill(self, told: list[Told]) -> None:
        for of_source in told:
            self._source(of_source)
        updates = [
            (self._day(update), of_source, update)
            for of_source in told
            for update in of_source["updates"]
        ]
        for on, of_source, update in sorted(updates, key=lambda each: each[0]):
            self._update(on, of_source, update)

    def _source(self, told: Told) -> None:
        names = ("kind", "title", "made_by", "made_on", "update_every", "about")
        body = self._body(told)
        source = actions.add_source(
            by=self.by,
            at=_morning(told["made_on"]),
            answers={name: told[name] for name in names} | {"reported_to": body},
        )
        for each in told["recommendations"]:
            whole = self._recommendation(source, each)
            self.found[f"{told['key']}:{each['number']}"] = whole
            for number, text in zip(PARTS, each.get("parts", ()), strict=False):
                part = {**each, "number": number, "text": text}
                self._recommendation(source, part, whole)

    def _recommendation(
        self, source: Source, told: Told, whole: Recommendation | None = None
    ) -> Recommendation:
        due_ago = told.get("due_ago")
        made_on = source.made_on or self.today
        return actions.add_recommendation(
            source,
            by=self.by,
            at=_morning(made_on),
            part_of=whole,
            answers={
                "number": told["number"],
                "text": told["text"],
                "theme": told.get("theme", ""),
                "addressed_to": told["addressed_to"],
                "answer": told["answer"],
                "why_answer": told.get("why", ""),
                "answered_on": made_on + timedelta(days=56),
                "owner": told["owner"],
                "owner_user": self.people.get(told.get("user", "")),
                "due_on": self.today - timedelta(days=due_ago) if due_ago else None,
            },
        )

    def _update(self, on: date, of_source: Told, told: Told) -> None:
        body = None if "told_to" in told else self._body(of_source)
        meeting = self._meeting(body, on)
        if meeting is not None:
            on = timezone.localtime(meeting.begins_at).date()
        statuses = dict(self._statuses(on, of_source["key"], told))
        for said in told["said"]:
            about = self._about(of_source["key"], said["about"])
            update = updates.add_update(
                about,
                by=self.by,
                at=_morning(on),
                answers={
                    "words": said["words"],
                    "reported_on": on,
                    "body": body,
                    "told_to": told.get("told_to", self._name(of_source, body)),
                    "meeting": meeting,
                    "report": told["report"],
                    "told_by": told["by"],
                },
                statuses={
                    each.pk: statuses.pop(each.pk)
                    for each in about
                    if each.pk in statuses
                },
            )
            for status in update.statuses.exclude(indicator=""):
                self._as_it_was(status)
        # A status may be set although nothing new is told.
        for pk, new in statuses.items():
            whom = Recommendation.objects.select_related("source").get(pk=pk)
            self._as_it_was(
                updates.set_status(whom, by=self.by, at=_morning(on), new=new)
            )

    def _statuses(
        self, on: date, key: str, told: Told
    ) -> Iterator[tuple[int, NewStatus]]:
        for each in told.get("status", ()):
            by = each.get("superseded_by")
            new = NewStatus(
                status=Status(each["status"]),
                set_by=each["by"],
                set_on=on,
                evidence=self._evidence(each, on),
                superseded_by=self.found[by].pk if by else None,
            )
            for asked in self._about(key, each["of"]):
                yield asked.pk, new

    def _evidence(self, told: Told, on: date) -> NewEvidence:
        words = told["words"]
        if "figure" in told:
            return NewEvidence(
                kind=EvidenceKind.INDICATOR,
                words=words,
                indicator=told["figure"],
                direction=told["at"],
                target=float(told["target"]),
            )
        if "file" in told:
            name = f"{told['file']}.txt"
            contents = f"Made up for the demo of Parentis.\n\n{words}\n".encode()
            file = NewFile(form=FileForm.TEXT, name=name, contents=contents)
            return NewEvidence(kind=EvidenceKind.FILE, words=words, file=file)
        done = Action.objects.standing().filter(
            done_on__lte=on,
            item__is_exempt=False,
            item__struck_out_at__isnull=True,
            words=told.get("action", ""),
        )
        action = done.order_by("-done_on", "-pk").first()
        if action is None:
            return NewEvidence(kind=EvidenceKind.WORDS, words=words)
        return NewEvidence(kind=EvidenceKind.ACTION, words=words, action=action.pk)

    def _as_it_was(self, status: StatusSet) -> None:
        """A figure of the year in which the status was set, and not of today."""
        if not status.indicator or self.by is None:
            return
        year = min(status.set_on.year, status.year_then or status.set_on.year)
        asked = [status.indicator]
        then = evidence.figures_now(asked, viewer=self.by, year=year)
        told = evidence.figures_now(asked, viewer=None, year=year)
        figure = then.get(status.indicator)
        if figure is not None:
            known = told.get(status.indicator)
            StatusSet.objects.filter(pk=status.pk).update(
                value_then=figure.value,
                year_then=figure.year,
                is_hidden_then=figure.is_hidden,
                was_told_then=known is not None and known.value == figure.value,
            )

    def _about(self, key: str, numbers: list[str]) -> list[Recommendation]:
        return [self.found[f"{key}:{number}"] for number in numbers]

    def _body(self, told: Told) -> Body | None:
        return self.bodies.get(self.names[told["reported_to"]])

    def _name(self, told: Told, body: Body | None) -> str:
        """Who was told, where the body itself is not written down."""
        return "" if body else str(self.names[told["reported_to"]])

    def _meeting(self, body: Body | None, on: date) -> Meeting | None:
        """The meeting of that body nearest to the day, if it was near, and is over."""
        if body is None:
            return None
        of_body = Meeting.objects.held().filter(body=body, begins_at__lt=self.at)
        near = of_body.filter(
            begins_at__gte=_morning(on - NEAR), begins_at__lte=_morning(on + NEAR)
        )
        noon = _morning(on)
        return min(near, key=lambda each: abs(each.begins_at - noon), default=None)

    def _day(self, told: Told) -> date:
        if "ago" in told:
            return self.today - timedelta(days=told["ago"])
        on: date = told["on"]
        return on


def _morning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, IN_THE_MORNING))
