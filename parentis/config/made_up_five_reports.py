"""The demo's reports of every kind that committees read: one out, and drafts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from parentis.accounts.models import User
from parentis.bodies.models import Body
from parentis.committee_report.parts import parts_of
from parentis.config.made_up_bodies import committee_officer, read
from parentis.config.made_up_reports import item_of, reader
from parentis.meetings.choices import MeetingState
from parentis.meetings.models import Meeting
from parentis.recommendations.models import Source
from parentis.report_blocks.choices import Chosen
from parentis.reports import actions as reports
from parentis.reports.models import CommitteeReport
from parentis.returns import queries as returns
from parentis.sign_off import actions as sign_off

PERIOD = timedelta(days=365)


def fill_five_reports(*, at: datetime) -> None:
    """Those of them that are not there, where there are figures to tell of."""
    by = committee_officer()
    years = returns.years_in_force(viewer=by)
    there = set(CommitteeReport.objects.values_list("title", flat=True))
    for told in read("five_reports.toml")["reports"]:
        if told["title"] in there or not years:
            continue
        then = at.replace(hour=9, minute=40) - timedelta(days=told["days_ago"])
        body = _body(told["body"])
        report = _written(told, body, year=max(years), by=by, at=then)
        if told["stage"] != "draft":
            _hand_in(report, by=by, at=then)
        if told["stage"] == "published":
            _let_out(report, by=by, at=then + timedelta(days=2))


def _written(
    told: Mapping[str, Any], body: Body, *, year: int, by: User, at: datetime
) -> CommitteeReport:
    report = reports.make_report(
        by=by,
        at=at,
        year=year,
        shape=told["shape"],
        title=told["title"],
        indicators=[],
        is_internal=False,
    )
    is_out = told["stage"] == "published"
    meeting = _meeting_of(body, at, is_out=is_out)
    item = item_of(meeting, told["title"], by=by, at=at) if meeting else None
    report = reports.say_for_whom(
        report,
        by=by,
        at=at,
        body_id=body.pk,
        item_id=item.pk if item else None,
        begins_on=(at - PERIOD).date(),
        ends_on=at.date(),
        is_exempt=False,
        paragraph="",
        why_exempt="",
    )
    sources = Source.objects.filter(title__in=told.get("sources", ()))
    report = reports.choose_blocks(
        report,
        by=by,
        at=at,
        chosen=Chosen(
            sources=tuple(sources.values_list("pk", flat=True)),
            tracker_as=told.get("tracker_as", ""),
            members_of=_body(told["members_of"]).pk if "members_of" in told else None,
            left_out=tuple(told["left_out"]),
        ),
    )
    report.head |= told["head"]
    report.narrative |= {
        code: words.strip() for code, words in told["narrative"].items()
    }
    report.entries |= told.get("entries", {})
    report.counted = {
        name: words.strip() for name, words in told.get("counted", {}).items()
    }
    report.recommendations = told["recommendations"]
    report.background_documents = told["background_documents"]
    report.saved = {
        part.code: {"by": by.name, "at": at.isoformat()}
        for part in parts_of(report.layout)
    }
    report.save()
    return report


def _body(key: str) -> Body:
    cast = {each["key"]: each["name"] for each in read("council_cast.toml")["bodies"]}
    return Body.objects.get(name=cast[key])


def _meeting_of(body: Body, at: datetime, *, is_out: bool) -> Meeting | None:
    """The next meeting of the body that a report goes to, or the last."""
    meetings = Meeting.objects.filter(body=body, struck_out_at__isnull=True)
    if is_out:
        held = meetings.filter(state=MeetingState.HELD)
        return held.order_by("-begins_at").first()
    ahead = meetings.filter(begins_at__gte=at, state=MeetingState.PLANNED)
    return ahead.order_by("begins_at").first()


def _hand_in(report: CommitteeReport, *, by: User, at: datetime) -> None:
    copy = sign_off.hand_in(report, by=by, at=at)
    sign_off.sign(copy, by=reader("officer"), at=at + timedelta(hours=3))


def _let_out(report: CommitteeReport, *, by: User, at: datetime) -> None:
    copy = report.fair_copies.get()
    sign_off.sign(copy, by=reader("lead"), at=at)
    sign_off.freeze(copy, by=by, at=at + timedelta(hours=1))
    sign_off.publish(copy, by=by, at=at + timedelta(hours=2))
