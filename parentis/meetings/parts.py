"""What is written down of a meeting: each with its form, and the page it belongs to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.meetings import actions, forms, queries
from parentis.meetings.actions_asked.actions import ask_action
from parentis.meetings.actions_asked.forms import ActionForm
from parentis.meetings.actions_asked.queries import get_action, owner_choices
from parentis.meetings.agenda.actions import add_item
from parentis.meetings.agenda.forms import ItemForm
from parentis.meetings.declarations.actions import add_declaration
from parentis.meetings.declarations.forms import DeclarationForm
from parentis.meetings.declarations.queries import get_declaration
from parentis.meetings.forward_plan.actions import plan_ahead
from parentis.meetings.forward_plan.forms import ForwardPlanForm
from parentis.meetings.forward_plan.queries import get_forward_plan_item
from parentis.meetings.from_young_people.actions import add_from_young_people
from parentis.meetings.from_young_people.forms import (
    AnswerForm,
    FromYoungPeopleForm,
    ToldForm,
)
from parentis.meetings.from_young_people.queries import get_from_young_people
from parentis.meetings.minutes.actions import decide
from parentis.meetings.minutes.forms import DecisionForm, MinuteForm, MinutesForm
from parentis.meetings.minutes.queries import get_decision
from parentis.meetings.papers.forms import PaperForm
from parentis.meetings.papers.queries import get_paper
from parentis.recorded.forms import EntryForm

if TYPE_CHECKING:
    from parentis.accounts.models import User
    from parentis.meetings.models import Meeting

    Fit = Callable[..., None]


def _nothing_to_fit(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    """The form asks the same of everything."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of thing that is written down.

    `get` reads one by its key; `add` writes one down, beneath a meeting or an item
    where `under` names it; `fit` gives the form its choices, of the thing itself or of
    what it is to stand under (None: of nothing).
    """

    slug: str
    one: str
    form: type[EntryForm]
    get: Callable[..., Any]
    back: Callable[[Any], str]
    add: Callable[..., Any] | None = None
    add_form: type[EntryForm] | None = None
    under: str = ""
    add_title: str = ""
    change_title: str = ""
    may_be_struck_out: bool = True
    needs: Permission = Permission.RUN_MEETINGS
    fit: "Fit" = _nothing_to_fit

    def title_of_change(self) -> str:
        return self.change_title or f"Change the {self.one}"


def _of_meeting(entry: Any) -> str:
    return reverse("meetings:meeting", args=[entry.meeting_id])


def _of_item(entry: Any) -> str:
    """The item on its meeting's page."""
    return _itself(entry.item)


def _itself(entry: Any) -> str:
    address: str = entry.get_absolute_url()
    return address


# -- the choices of forms --------------------------------------------------------------


def _bodies(viewer: "User", at: datetime) -> list[tuple[int, str]]:
    return bodies.body_choices(viewer=viewer, on=timezone.localtime(at).date())


def _fit_meeting(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    forms.fill(form, "body_id", _bodies(viewer, at), nothing="Choose a body")


def _fit_action(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    staff = owner_choices(viewer=viewer)
    forms.fill(form, "owner_user_id", staff, nothing="Nobody")


def _fit_declaration(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    meeting: Meeting = getattr(of, "meeting", of)
    seats = queries.seats_at(meeting, viewer=viewer)
    names = [(each.pk, each.name_for(viewer)) for each in seats]
    forms.fill(form, "membership_id", names, nothing="Choose somebody")
    items = queries.item_choices(meeting, viewer=viewer)
    forms.fill(form, "item_id", items, nothing="In none alone")


def _fit_plan(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    forms.fill(form, "body_id", _bodies(viewer, at), nothing="Choose a body")
    found = queries.next_meetings(viewer=viewer, at=at, most=queries.MOST_TO_COME)
    if of is not None and of.meeting is not None and of.meeting not in found:
        found = [of.meeting, *found]
    names = [(each.pk, queries.name_of(each, viewer=viewer)) for each in found]
    forms.fill(form, "meeting_id", names, nothing="None: I choose a month")
    form.meetings = {
        each.pk: (each.body_id, timezone.localtime(each.begins_at).date())
        for each in found
    }


def _fit_asked_of(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    forms.fill(form, "asked_of_id", _bodies(viewer, at), nothing="Choose a body")


# -- each of them ----------------------------------------------------------------------

MEETINGS = Part(
    slug="meetings",
    one="meeting",
    form=forms.MeetingForm,
    add_form=forms.NewMeetingForm,
    get=queries.get_meeting,
    add=actions.add_meeting,
    add_title="Add a meeting",
    back=_itself,
    fit=_fit_meeting,
)
ITEMS = Part(
    slug="items",
    one="item",
    form=ItemForm,
    get=queries.get_item,
    add=add_item,
    add_title="Add an item",
    under="meeting",
    back=_itself,
)
MINUTE = Part(
    slug="minute",
    one="minute",
    form=MinuteForm,
    get=queries.get_item,
    change_title="What was said on this item",
    back=_itself,
    may_be_struck_out=False,
)
MINUTES = Part(
    slug="minutes",
    one="minutes",
    form=MinutesForm,
    get=queries.get_meeting,
    change_title="Minutes of the whole meeting",
    back=_itself,
    may_be_struck_out=False,
)
PAPERS = Part(
    slug="papers",
    one="paper",
    form=PaperForm,
    get=get_paper,
    back=_of_item,
)
DECLARATIONS = Part(
    slug="declarations",
    one="declaration",
    form=DeclarationForm,
    get=get_declaration,
    add=add_declaration,
    add_title="Add a declaration of interest",
    under="meeting",
    back=_of_meeting,
    fit=_fit_declaration,
)
DECISIONS = Part(
    slug="decisions",
    one="decision",
    form=DecisionForm,
    get=get_decision,
    add=decide,
    add_title="Write down a decision",
    under="item",
    back=_of_item,
)
ACTIONS = Part(
    slug="actions",
    one="action",
    form=ActionForm,
    get=get_action,
    add=ask_action,
    add_title="Ask somebody to do something",
    under="item",
    back=_itself,
    fit=_fit_action,
)
FORWARD_PLAN = Part(
    slug="forward-plan",
    one="item of the forward plan",
    form=ForwardPlanForm,
    get=get_forward_plan_item,
    add=plan_ahead,
    add_title="Add to the forward plan",
    back=lambda _: reverse("meetings:forward_plan"),
    fit=_fit_plan,
)
FROM_YOUNG_PEOPLE = Part(
    slug="from-young-people",
    one="item of young people",
    form=FromYoungPeopleForm,
    get=get_from_young_people,
    add=add_from_young_people,
    add_title="Write down what young people ask",
    back=_itself,
    needs=Permission.KEEP_PROMISES,
    fit=_fit_asked_of,
)
ANSWER = Part(
    slug="answer",
    one="answer",
    form=AnswerForm,
    get=get_from_young_people,
    change_title="Our answer to young people",
    back=_itself,
    may_be_struck_out=False,
    needs=Permission.KEEP_PROMISES,
)
TOLD = Part(
    slug="told",
    one="way they were told",
    form=ToldForm,
    get=get_from_young_people,
    change_title="The answer went back to young people",
    back=_itself,
    may_be_struck_out=False,
    needs=Permission.KEEP_PROMISES,
)
PARTS: Mapping[str, Part] = {
    part.slug: part
    for part in (
        MEETINGS,
        ITEMS,
        MINUTE,
        MINUTES,
        PAPERS,
        DECLARATIONS,
        DECISIONS,
        ACTIONS,
        FORWARD_PLAN,
        FROM_YOUNG_PEOPLE,
        ANSWER,
        TOLD,
    )
}
