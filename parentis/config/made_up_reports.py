"""The demo's reports: one out, one that waits for the Lead Member, and drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.bodies.choices import BodyKind
from parentis.committee_report.shape import Shape
from parentis.committee_report.shapes import SHAPE_BY_CODE
from parentis.config.made_up_bodies import committee_officer, read
from parentis.meetings.agenda.actions import add_item
from parentis.meetings.choices import ItemKind, MeetingState
from parentis.meetings.models import AgendaItem, Meeting
from parentis.recommendations import queries as recommendations
from parentis.report_blocks.choices import Chosen
from parentis.report_templates import actions as templates
from parentis.report_templates.models import Template
from parentis.report_versions import actions as versions
from parentis.reports import actions as reports
from parentis.reports.models import CommitteeReport
from parentis.returns import queries as returns
from parentis.sign_off import actions as sign_off

Told = Mapping[str, Any]

READERS = {"officer": Role.CORPORATE_PARENTING_OFFICER, "lead": Role.LEAD_MEMBER}
A_WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)


def fill_reports(*, at: datetime) -> None:
    """Does nothing where there is a template already, or no figure to tell of."""
    by = committee_officer()
    years = sorted(returns.years_in_force(viewer=by))
    if Template.objects.exists() or not years:
        return
    told = read("reports.toml")
    fill = _Filling(by=by, at=at, year=years[-1], layout=_template(told, by, at))
    fill.annual(told["annual"])
    fill.draft(told["draft"])


def _template(told: Told, by: User, at: datetime) -> str:
    """The panel's own template. Gives its code."""
    asked: dict[str, str] = dict(told["template"])
    based_on: Shape = SHAPE_BY_CODE[asked.pop("based_on")]
    name = asked.pop("name")
    made = templates.make_template(
        by=by,
        at=at - 20 * A_WEEK,
        name=name,
        based_on=replace(based_on, **asked),  # type: ignore[arg-type]
        based_on_name=based_on.name,
    )
    return made.code


@dataclass(frozen=True, kw_only=True)
class _Filling:
    by: User
    at: datetime
    year: int
    layout: str

    def annual(self, told: Told) -> None:
        """Before the last meeting of the panel: signed by both, and published."""
        item = self._item(told["item"], MeetingState.HELD)
        when = _morning((item.meeting.begins_at if item else self.at - A_WEEK) - A_WEEK)
        report = self._report(told, item, at=when - A_WEEK)
        copy = sign_off.hand_in(report, by=self.by, at=when)
        sign_off.sign(copy, by=reader("officer"), at=when + HOUR)
        sign_off.sign(copy, by=reader("lead"), at=when + 5 * HOUR)
        sign_off.freeze(copy, by=self.by, at=when + 6 * HOUR)
        sign_off.publish(copy, by=self.by, at=when + 6 * HOUR)

    def draft(self, told: Told) -> None:
        """For the next meeting, half written."""
        item = self._item(told["item"], MeetingState.PLANNED)
        self._report(told, item, at=_morning(self.at - A_WEEK))

    def _report(
        self, told: Told, item: AgendaItem | None, *, at: datetime
    ) -> CommitteeReport:
        report = reports.make_report(
            by=self.by,
            at=at,
            year=self.year,
            shape=self.layout,
            title=told["title"],
            indicators=told["indicators"],
            is_internal=False,
        )
        report = reports.say_for_whom(
            report,
            by=self.by,
            at=at,
            body_id=item.meeting.body_id if item else None,
            item_id=item.pk if item else None,
            begins_on=None,
            ends_on=None,
            is_exempt=False,
            paragraph="",
            why_exempt="",
        )
        report = reports.choose_blocks(
            report, by=self.by, at=at, chosen=Chosen(sources=self._sources())
        )
        report.head |= told.get("head", {})
        report.narrative = dict(told.get("narrative", {}))
        report.entries = dict(told.get("entries", {}))
        report.recommendations = list(told.get("recommendations", []))
        report.background_documents = list(told.get("background_documents", []))
        report.save()
        versions.keep_version(report, by=self.by, at=at + HOUR, note="First draft")
        for comment in told["comments"]:
            self._comment(report, comment, at=at + 2 * HOUR)
        return report

    def _comment(self, report: CommitteeReport, told: Told, *, at: datetime) -> None:
        said = versions.add_comment(
            report,
            by=reader(told["by"]),
            at=at,
            part=told["part"],
            words=told["words"],
        )
        if "answer" in told:
            versions.answer_comment(
                said, by=self.by, at=at + HOUR, words=told["answer"]
            )
            versions.settle_comment(said, by=self.by, at=at + HOUR)

    def _item(self, title: str, state: MeetingState) -> AgendaItem | None:
        """Where a report to the panel goes: the last meeting held, or the next one.

        It has an item of its own there, unless its subject is on the agenda already.
        """
        is_over = state == MeetingState.HELD
        found = Meeting.objects.filter(state=state, body__kind=BodyKind.PANEL)
        found = found.filter(struck_out_at__isnull=True)
        meeting = found.order_by("-begins_at" if is_over else "begins_at").first()
        return item_of(meeting, title, by=self.by, at=self.at) if meeting else None

    def _sources(self) -> tuple[int, ...]:
        """What was recommended last, open to the public."""
        found = recommendations.public_sources(on=self.at.date())
        return tuple(each.source.pk for each in found[:1])


def item_of(meeting: Meeting, title: str, *, by: User, at: datetime) -> AgendaItem:
    """The item of that title on its agenda: put there, where it is not."""
    there = AgendaItem.objects.filter(
        meeting=meeting, title=title, struck_out_at__isnull=True
    ).first()
    return there or add_item(
        meeting.pk,
        by=by,
        at=min(at, meeting.begins_at) - 3 * A_WEEK,
        answers={"kind": ItemKind.REPORT, "title": title},
    )


def _morning(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=9, minute=30, second=0, microsecond=0)


def reader(who: str) -> User:
    found = User.objects.filter(is_active=True, roles__contains=[READERS[who]])
    return found.order_by("pk")[0]
