"""Worked cases as JSON: a history in, a decision out.

The format is that of a list of cases, each with `id`, `dob`, `as_of`, `periods` and
whatever else of the history is known; dates are written as 2026-06-01.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from parentis.law.care import (
    Accommodated,
    Detained,
    Education,
    History,
    LookedAfter,
    Period,
    SpecialGuardianship,
)
from parentis.law.eligibility import Decision, decide
from parentis.refusals import Refused

T = TypeVar("T")


class CasesRefused(Refused):
    """The file of cases cannot be read. The message says where and why."""


def decide_cases(path: Path) -> list[dict[str, Any]]:
    """Each case of the file with its category, and why.

    Raises CasesRefused, naming the case, for what cannot be read.
    """
    return [_decided(case, place) for place, case in enumerate(_cases(path), start=1)]


def history_of(case: Mapping[str, Any]) -> History:
    """Raises KeyError, TypeError or ValueError for a case that is not one."""
    return History(
        born=_day(case["dob"]),
        looked_after=[
            LookedAfter(
                start=_day(period["start"]),
                end=_maybe(period.get("end")),
                legal_status=period.get("legal_status", ""),
                placement=period.get("placement", ""),
                council=period.get("la", ""),
                reason_ceased=period.get("reason_ceased", ""),
            )
            for period in case.get("periods") or ()
        ],
        detained=[
            Detained(**_period(stay), kind=stay["kind"])
            for stay in case.get("detained_or_hospital") or ()
        ],
        at_home=[
            Period(**_period(home))
            for home in case.get("living_with_parent_or_pr") or ()
        ],
        accommodated=[
            Accommodated(**_period(stay), kind=stay["kind"])
            for stay in case.get("other_accommodation") or ()
        ],
        special_guardianship=_special_guardianship(case.get("sgo")),
        education=_several(_education(case.get("education"))),
        asked_for_support=_several(_asked(case.get("requested_support"))),
        adopted_on=_maybe(case.get("adopted")),
        died_on=_maybe(case.get("died")),
    )


def _cases(path: Path) -> Sequence[Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise CasesRefused(f"There is no file {path}. Check its name.") from missing
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CasesRefused(f"{path} is not JSON: {error}.") from error
    cases = found.get("cases") if isinstance(found, dict) else found
    if not isinstance(cases, list):
        raise CasesRefused(f"{path} holds no list of cases. Write one under “cases”.")
    return cases


def _decided(case: Any, place: int) -> dict[str, Any]:
    name = case.get("id", f"number {place}") if isinstance(case, dict) else place
    try:
        decision = decide(history_of(case), on=_day(case["as_of"]))
    except KeyError as missing:
        raise CasesRefused(f"Case {name} has no {missing.args[0]}. Add it.") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise CasesRefused(
            f"Case {name} cannot be read: {error}. Dates are written as 2026-06-01."
        ) from error
    return {"id": case.get("id", str(place)), **_in_words(decision)}


def _in_words(decision: Decision) -> dict[str, Any]:
    finding = decision.finding
    change = decision.next_change
    return {
        "category": decision.category.value,
        "reasons": [
            {"reason": condition.text, "source": str(condition.source)}
            for condition in (finding.met if finding else ())
        ]
        or _why_none(decision),
        "boundary": bool(decision.confirm),
        "confirm": list(decision.confirm),
        "next_change": change
        and {"on": change.on.isoformat(), "category": change.category.value},
    }


def _why_none(decision: Decision) -> list[dict[str, str]]:
    """Of each rule, what was not met."""
    return [
        {
            "reason": f"{finding.rule.name}: not met that the young person"
            f" {condition.text}",
            "source": str(condition.source),
        }
        for finding in decision.findings
        for condition in finding.unmet
    ]


def _several(found: T | None) -> list[T]:
    return [found] if found else []


def _day(words: Any) -> date:
    return date.fromisoformat(words)


def _maybe(words: Any) -> date | None:
    return _day(words) if words else None


def _period(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"start": _day(found["start"]), "end": _maybe(found.get("end"))}


def _special_guardianship(found: Any) -> SpecialGuardianship | None:
    return found and SpecialGuardianship(
        start=_day(found["date"]),
        end=_maybe(found.get("end")),
        was_looked_after_before=bool(found.get("looked_after_immediately_before")),
    )


def _education(found: Any) -> Education | None:
    return found and Education(
        is_in_plan_from_before_21=bool(found.get("programme_in_plan_from_before_21")),
        informed_on=_maybe(found.get("informed_date")),
        ends_on=_maybe(found.get("programme_end")),
    )


def _asked(found: Any) -> Period | None:
    return found and Period(
        start=_day(found["date"]), end=_maybe(found.get("withdrawn"))
    )
