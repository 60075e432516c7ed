"""The demo's strategies, pledge, action plan and risks, as officers write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.bodies.choices import BodyKind
from parentis.bodies.models import Body
from parentis.case_file.actions import NewFile
from parentis.case_file.choices import FileForm
from parentis.config.made_up_bodies import committee_officer, noon, read
from parentis.documents.content import Block, Document, Heading, Numbering, Paragraph
from parentis.documents.pdf import to_pdf
from parentis.evidence import queries as evidence_of
from parentis.evidence.actions import NewEvidence
from parentis.evidence.choices import Direction, EvidenceKind
from parentis.meetings.models import Action
from parentis.strategy import actions
from parentis.strategy.models import Promise, PromiseEvidence, Strategy
from parentis.strategy.plans.actions import add_milestone, add_plan
from parentis.strategy.pledge.actions import (
    add_evidence,
    add_promise,
    add_saying,
    set_state,
)
from parentis.strategy.risks.actions import add_risk, review_risk
from parentis.strategy.strategies.actions import add_priority, add_strategy

Told = Mapping[str, Any]

PUBLISHED_IN = 10
WHO_IS_TOLD = {
    "officer": Role.CORPORATE_PARENTING_OFFICER,
    "manager": Role.TEAM_MANAGER,
    "school": Role.VIRTUAL_SCHOOL,
    "committee": Role.COMMITTEE_OFFICER,
}


def fill_strategy(*, at: datetime) -> None:
    """Does nothing where there is a strategy already. The bodies come first."""
    if Strategy.objects.exists():
        return
    fill = _Filling(by=committee_officer(), today=timezone.localtime(at).date())
    told = read("strategy.toml")
    strategies = {each["key"]: fill.strategy(each) for each in told["strategies"]}
    for number, promise in enumerate(told["promises"], start=1):
        fill.promise(number, promise, since=told["pledge"]["from"])
    fill.plan(told["plan"], strategies["now"])
    for risk in told["risks"]:
        fill.risk(risk)


@dataclass(frozen=True, kw_only=True)
class _Filling:
    """Who writes it all down, and the day that days are counted from."""

    by: User
    today: date

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    # -- the strategy --

    def strategy(self, told: Told) -> Strategy:
        agreed_on = told["agreed_on"]
        panel = Body.objects.filter(kind=BodyKind.PANEL).earliest("pk")
        strategy = add_strategy(
            by=self.by,
            at=noon(agreed_on),
            answers={
                "title": told["title"],
                "summary": told["summary"].strip(),
                "started_on": told["from"],
                "ended_on": told["to"],
                "agreed_by": panel,
                "agreed_on": agreed_on,
            },
            document=_document(told),
        )
        for place, priority in enumerate(told["priorities"], start=1):
            add_priority(
                strategy,
                by=self.by,
                at=noon(agreed_on),
                answers={"place": place, **priority},
            )
        return strategy

    # -- the pledge --

    def promise(self, number: int, told: Told, *, since: date) -> None:
        promise = add_promise(
            by=self.by,
            at=noon(since),
            answers={
                "number": number,
                "words": told["words"],
                "means": told["means"],
                "promised_to": told.get("to", "both"),
                "started_on": since,
            },
        )
        for each in told["evidence"]:
            self._evidence(promise, each)
        for each in told["sayings"]:
            said_on = self.day(-each["ago"])
            add_saying(
                promise,
                by=self.by,
                at=noon(said_on),
                answers={
                    "words": each["words"],
                    "who": each["who"],
                    "said_on": said_on,
                    "may_be_quoted": each["quote"],
                },
            )
        for each in told.get("states", ()):
            self._state(promise, each)

    def _evidence(self, promise: Promise, told: Told) -> None:
        evidence = _evidence(told)
        if evidence is not None:
            shown_on = max(self.day(-told["ago"]), _done_on(evidence))
            added = add_evidence(
                promise,
                by=self.by,
                at=noon(shown_on),
                evidence=evidence,
                shown_on=shown_on,
            )
            self._as_it_was(added)

    def _as_it_was(self, evidence: PromiseEvidence) -> None:
        """A figure stands as it was on the day, and not as it is when this is filled.

        What happened until a 31 March is published in the autumn.
        """
        if evidence.kind != EvidenceKind.INDICATOR:
            return
        on, code = evidence.shown_on, evidence.indicator
        year = on.year if on.month > PUBLISHED_IN else on.year - 1
        then = evidence_of.figure_now(code, viewer=self.by, year=year)
        told = evidence_of.figure_now(code, viewer=None, year=year)
        PromiseEvidence.objects.filter(pk=evidence.pk).update(
            value_then=then.value if then else None,
            year_then=then.year if then else None,
            is_hidden_then=bool(then and then.is_hidden),
            was_told_then=bool(
                then
                and told
                and (then.value, then.is_hidden) == (told.value, told.is_hidden)
            ),
        )

    def _state(self, promise: Promise, told: Told) -> None:
        """It rests on all that was known on the day."""
        set_on = self.day(-told["ago"])
        known = promise.evidence.filter(shown_on__lte=set_on)
        set_state(
            promise,
            by=self.by,
            at=noon(set_on),
            answers={
                "state": told["state"],
                "set_on": set_on,
                "why": told["why"],
                "evidence": list(known.values_list("pk", flat=True)),
            },
        )

    # -- the action plan and risks --

    def plan(self, told: Told, strategy: Strategy) -> None:
        begun = noon(self.day(-320))
        plan = add_plan(
            by=self.by,
            at=begun,
            answers={
                "title": told["title"],
                "what_for": told["what_for"],
                "strategy": strategy,
            },
        )
        priorities = {each.place: each for each in strategy.priorities.all()}
        for each in told["steps"]:
            add_milestone(
                plan,
                by=self.by,
                at=begun,
                answers={**self._step(each), "priority": priorities[each["to"]]},
            )

    def _step(self, told: Told) -> dict[str, Any]:
        is_done = "done" in told
        return {
            "words": told["words"],
            "owner": told["owner"],
            "owner_user": _told(told),
            "due_on": self.day(told["due"]),
            "percent": 100 if is_done else told["percent"],
            "progress": told.get("progress", ""),
            "done_on": self.day(told["done"]) if is_done else None,
            "what_was_done": told.get("what", ""),
        }

    def risk(self, told: Told) -> None:
        (ago, likelihood, impact, _), *later = told["scores"]
        first = self.day(-ago)
        risk = add_risk(
            by=self.by,
            at=noon(first),
            answers={
                **{name: told[name] for name in ("title", "cause", "effect")},
                "mitigation": told["mitigation"],
                "owner": told["owner"],
                "owner_user": _told(told),
                "is_public": told.get("public", False),
                "likelihood": likelihood,
                "impact": impact,
                "reviewed_on": first,
            },
        )
        next_review_on = self.day(told["next"]) if "next" in told else None
        for ago, likelihood, impact, note in later:
            review_risk(
                risk,
                by=self.by,
                at=noon(self.day(-ago)),
                answers={
                    "likelihood": likelihood,
                    "impact": impact,
                    "reviewed_on": self.day(-ago),
                    "note": note,
                    "next_review_on": next_review_on,
                },
            )
        if "closed" in told:
            risk.refresh_from_db()
            closed_on = self.day(-told["closed"])
            actions.change(
                risk,
                by=self.by,
                at=noon(closed_on),
                version=risk.version,
                answers={"closed_on": closed_on, "why_closed": told["why_closed"]},
            )


def _told(told: Told) -> User | None:
    """Whose step or risk it is, among those who sign in to the demo."""
    role = WHO_IS_TOLD.get(told.get("tells", ""))
    if role is None:
        return None
    return User.objects.filter(roles__contains=[role]).order_by("pk").first()


def _evidence(told: Told) -> NewEvidence | None:
    """None where it rests on an action of a meeting that is not there."""
    if "words" in told:
        return NewEvidence(kind=EvidenceKind.WORDS, words=told["words"])
    if "figure" in told:
        is_most = "at_most" in told
        return NewEvidence(
            kind=EvidenceKind.INDICATOR,
            indicator=told["figure"],
            direction=Direction.AT_MOST if is_most else Direction.AT_LEAST,
            target=told["at_most"] if is_most else told["at_least"],
        )
    done = Action.objects.filter(
        done_on__isnull=False, what_was_done__startswith=told["done"]
    )
    action = done.order_by("pk").first()
    if action is None:
        return None
    return NewEvidence(kind=EvidenceKind.ACTION, action=action.pk)


def _done_on(evidence: NewEvidence) -> date:
    """No action is evidence before it is done."""
    if evidence.action is None:
        return date.min
    return Action.objects.get(pk=evidence.action).done_on or date.min


def _document(told: Told) -> NewFile:
    """The strategy as people take it home."""
    agreed_on = date_format(told["agreed_on"], "j F Y")
    document = Document(
        title=told["title"],
        organisation=settings.COUNCIL_NAME,
        date_text=f"Agreed on {agreed_on}",
        author="Corporate Parenting Officer",
        blocks=list(_blocks(told)),
        numbering=Numbering.NONE,
        written_at=noon(told["agreed_on"]),
    )
    name = f"Strategy from {told['from'].year} to {told['to'].year}.pdf"
    return NewFile(form=FileForm.PDF, name=name, contents=to_pdf(document))


def _blocks(told: Told) -> Iterator[Block]:
    yield Paragraph(told["summary"].strip())
    for place, priority in enumerate(told["priorities"], start=1):
        yield Heading(f"{place}. {priority['title']}")
        yield Paragraph(priority["words"])
