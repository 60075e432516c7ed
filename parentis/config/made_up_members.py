"""The demo's training register, and its champions with what each did."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from parentis.accounts.models import User
from parentis.bodies.models import Councillor
from parentis.config.made_up_bodies import committee_officer, noon, read
from parentis.members import actions
from parentis.members.models import Course

FIRST_DAY = date(2017, 5, 1)


def fill_members(*, at: datetime) -> None:
    """Does nothing where there is a course already. Needs `fill_bodies` before it."""
    if Course.objects.exists():
        return
    by, told = committee_officer(), read("members.toml")
    today = timezone.localtime(at).date()
    courses = {each["key"]: _course(each, by) for each in told["courses"]}
    for session in told["sessions"]:
        _session(session, courses, today, by)
    councillors = {each.name: each for each in Councillor.objects.standing()}
    for champion in told["champions"]:
        if champion["from"] <= today:
            _champion(champion, councillors, today, by)


def _course(told: Mapping[str, Any], by: User) -> Course:
    answers = {name: told[name] for name in ("title", "kind", "about")}
    course = actions.add_course(by=by, at=noon(FIRST_DAY), answers=answers)
    for rule in told.get("due", ()):
        actions.add_when_due(
            by=by, at=noon(rule["since"]), answers={"course": course, **rule}
        )
    return course


def _session(
    told: Mapping[str, Any], courses: Mapping[str, Course], today: date, by: User
) -> None:
    """One of the past that is still to come today is left out."""
    is_fresh = "in_days" in told
    held_on = today + timedelta(days=told["in_days"]) if is_fresh else told["on"]
    is_ahead = held_on > today
    if is_ahead and not is_fresh:
        return
    actions.add_session(
        by=by,
        at=noon(min(held_on, today)),
        answers={
            "course": courses[told["course"]],
            "held_on": held_on,
            "place": told["place"],
            "led_by": told["led_by"],
        },
        took_part=() if is_ahead else _took_part(told, held_on),
    )


def _took_part(told: Mapping[str, Any], held_on: date) -> list[int]:
    there = Councillor.objects.in_office(held_on)
    if "only" in told:
        there = there.filter(name__in=told["only"])
    else:
        there = there.exclude(name__in=told.get("without", ()))
    return list(there.values_list("pk", flat=True))


def _champion(
    told: Mapping[str, Any],
    councillors: Mapping[str, Councillor],
    today: date,
    by: User,
) -> None:
    until = told.get("to")
    champion = actions.add_champion(
        by=by,
        at=noon(told["from"]),
        answers={
            "councillor": councillors[told["who"]] if "who" in told else None,
            "post": told.get("post", ""),
            "area": told.get("area", ""),
            "directorate": told.get("directorate", ""),
            "started_on": told["from"],
            "ended_on": until if until and until <= today else None,
        },
    )
    for deed in told["deeds"]:
        ago = timedelta(days=deed.get("days_ago", 0))
        done_on = deed.get("on", today - ago)
        if told["from"] <= done_on <= today:
            actions.add_deed(
                champion,
                by=by,
                at=noon(done_on),
                answers={"done_on": done_on, "words": deed["words"]},
            )
