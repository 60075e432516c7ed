"""The demo's bodies and councillors, written down as a committee officer would."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from importlib import resources
from typing import Any

from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.bodies import actions
from parentis.bodies.choices import SeatKind
from parentis.bodies.models import Body, Councillor

TOWN_HALL = "aldermere.example"


def read(name: str) -> dict[str, Any]:
    """A file of the made-up council."""
    text = (resources.files("parentis.madeup") / name).read_text("utf-8")
    return tomllib.loads(text)


def committee_officer() -> User:
    found = User.objects.filter(roles__contains=[Role.COMMITTEE_OFFICER])
    return found.earliest("pk")


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def fill_bodies(*, at: datetime) -> None:
    """Does nothing where there is a body already."""
    if Body.objects.exists():
        return
    by, cast, told = committee_officer(), read("council_cast.toml"), read("bodies.toml")
    today = timezone.localtime(at).date()
    councillors = {
        each["name"]: _councillor(each, terms, by)
        for each in cast["councillors"]
        if (terms := list(_terms(each, told, today)))
    }
    named = {each["key"]: each for each in cast["bodies"]}
    bodies: dict[str, Body] = {}
    for each in told["bodies"]:
        bodies[each["key"]] = _body(each, named[each["key"]], bodies, by)
    for seat in told["seats"]:
        if seat["from"] <= today:
            actions.add_membership(
                bodies[seat["body"]],
                by=by,
                at=noon(seat["from"]),
                answers=_seat(seat, councillors, today),
            )


def _body(
    told: Mapping[str, Any],
    cast: Mapping[str, Any],
    bodies: Mapping[str, Body],
    by: User,
) -> Body:
    above = bodies[told["reports_to"]].pk if "reports_to" in told else None
    answers = {
        "name": cast.get("once", cast["name"]),
        "kind": cast["kind"],
        "terms_of_reference": told["terms_of_reference"].strip(),
        "quorum_note": told.get("quorum_note", ""),
        "reports_to_id": above,
        **{
            name: told[name]
            for name in (
                "began_on",
                "quorum",
                "meetings_a_year",
                "is_politically_balanced",
                "is_open_to_public",
            )
        },
    }
    body = actions.add_body(by=by, at=noon(told["began_on"]), answers=answers)
    if "renamed_on" not in cast:
        return body
    return actions.rename_body(
        body,
        by=by,
        at=noon(cast["renamed_on"]),
        version=body.version,
        name=cast["name"],
        since=cast["renamed_on"],
        why=told["why_renamed"],
    )


def _councillor(
    cast: Mapping[str, Any], terms: Sequence[Mapping[str, Any]], by: User
) -> Councillor:
    name = cast["name"]
    councillor = actions.add_councillor(
        by=by,
        at=noon(terms[0]["started_on"]),
        answers={
            "name": name,
            "surname": name.split()[-1],
            "email": f"{name.lower().replace(' ', '.')}@{TOWN_HALL}",
            "user": User.objects.filter(email=cast.get("demo", "")).first(),
        },
    )
    for term in terms:
        actions.begin_term(councillor, by=by, at=noon(term["started_on"]), answers=term)
    return councillor


def _terms(
    cast: Mapping[str, Any], told: Mapping[str, Any], today: date
) -> Iterator[dict[str, Any]]:
    """The earliest first. One that runs on is ended by the next that begins."""
    elections: Mapping[str, date] = told["elections"]
    of = _of(told["terms"], cast["name"])
    changed = _of(told["groups"], cast["name"])
    ends = of.get("ends", {})
    begins = [
        (elections[key], True, ends.get(key)) for key in of.get("from", elections)
    ]
    if "by_election" in of:
        begins.append((of["by_election"], True, None))
    if changed:
        begins.append((changed["since"], False, None))
    for day, is_elected, until in sorted(begins):
        if day <= today:
            is_before = bool(changed) and day < changed["since"]
            yield {
                "ward": cast["ward"],
                "party": changed["before"] if is_before else cast["group"],
                "started_on": day,
                "ended_on": until,
                "is_elected": is_elected,
            }


def _of(those: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next((each for each in those if each["who"] == name), {})


def _seat(
    told: Mapping[str, Any], councillors: Mapping[str, Councillor], today: date
) -> dict[str, Any]:
    until = told.get("to")
    return {
        **_whose(told, councillors),
        "part": told.get("part", "member"),
        "has_vote": told.get("votes", True),
        "why": told.get("why", ""),
        "started_on": told["from"],
        "ended_on": until if until and until <= today else None,
    }


def _whose(
    told: Mapping[str, Any], councillors: Mapping[str, Councillor]
) -> dict[str, Any]:
    if "who" in told:
        return {
            "seat": SeatKind.COUNCILLOR,
            "councillor": councillors[told["who"]],
            "shown_as": told.get("as", ""),
        }
    if "post" in told:
        return {"seat": SeatKind.OFFICER, "shown_as": told["post"]}
    if "partner" in told:
        return {"seat": SeatKind.PARTNER, "shown_as": told["partner"]}
    return {"seat": SeatKind(told["seat"])}
