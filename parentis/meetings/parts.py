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
from parentis.recorded.forms import EntryForm

if TYPE_CHECKING:
    from parentis.accounts.models import User
    from parentis.meetings.models import AgendaItem, Meeting

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
    item: AgendaItem = entry.item
    return f"{reverse('meetings:meeting', args=[item.meeting_id])}#item-{item.pk}"


def _itself(entry: Any) -> str:
    address: str = entry.get_absolute_url()
    return address


def _item_itself(item: "AgendaItem") -> str:
    return f"{reverse('meetings:meeting', args=[item.meeting_id])}#item-{item.pk}"


# -- the choices of forms --------------------------------------------------------------


def _bodies(viewer: "User", at: datetime) -> list[tuple[int, str]]:
    return bodies.body_choices(viewer=viewer, on=timezone.localtime(at).date())


def _fit_meeting(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    forms.fill(form, "body_id", _bodies(viewer, at), nothing="Choose a body")


def _fit_action(form: Any, of: Any, *, viewer: "User", at: datetime) -> None:
    staff = queries.owner_choices(viewer=viewer)
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
    form=forms.ItemForm,
    get=queries.get_item,
    add=actions.add_item,
    add_title="Add an item",
    under="meeting",
    back=_item_itself,
)
MINUTE = Part(
    slug="minute",
    one="minute",
    form=forms.MinuteForm,
    get=queries.get_item,
    change_title="What was said on this item",
    back=_item_itself,
    may_be_struck_out=False,
)
MINUTES = Part(
    slug="minutes",
    one="minutes",
    form=forms.MinutesForm,
    get=queries.get_meeting,
    change_title="Minutes of the whole meeting",
    back=_itself,
    may_be_struck_out=False,
)
PAPERS = Part(
    slug="papers",
    one="paper",
    form=forms.PaperForm,
    get=queries.get_paper,
    back=_of_item,
)
DECLARATIONS = Part(
    slug="declarations",
    one="declaration",
    form=forms.DeclarationForm,
    get=queries.get_declaration,
    add=actions.add_declaration,
    add_title="Add a declaration of interest",
    under="meeting",
    back=_of_meeting,
    fit=_fit_declaration,
)
DECISIONS = Part(
    slug="decisions",
    one="decision",
    form=forms.DecisionForm,
    get=queries.get_decision,
    add=actions.decide,
    add_title="Write down a decision",
    under="item",
    back=_of_item,
)
ACTIONS = Part(
    slug="actions",
    one="action",
    form=forms.ActionForm,
    get=queries.get_action,
    add=actions.ask_action,
    add_title="Ask somebody to do something",
    under="item",
    back=_itself,
    fit=_fit_action,
)
FORWARD_PLAN = Part(
    slug="forward-plan",
    one="item of the forward plan",
    form=forms.ForwardPlanForm,
    get=queries.get_forward_plan_item,
    add=actions.plan_ahead,
    add_title="Add to the forward plan",
    back=lambda _: reverse("meetings:forward_plan"),
    fit=_fit_plan,
)
FROM_YOUNG_PEOPLE = Part(
    slug="from-young-people",
    one="item of young people",
    form=forms.FromYoungPeopleForm,
    get=queries.get_from_young_people,
    add=actions.add_from_young_people,
    add_title="Write down what young people ask",
    back=_itself,
    needs=Permission.KEEP_PROMISES,
    fit=_fit_asked_of,
)
ANSWER = Part(
    slug="answer",
    one="answer",
    form=forms.AnswerForm,
    get=queries.get_from_young_people,
    change_title="Our answer to young people",
    back=_itself,
    may_be_struck_out=False,
    needs=Permission.KEEP_PROMISES,
)
TOLD = Part(
    slug="told",
    one="way they were told",
    form=forms.ToldForm,
    get=queries.get_from_young_people,
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
