"""Meetings, and what belongs to one: items, papers, who came, decisions, actions."""

from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parentis.accounts.models import User
from parentis.bodies.models import Body, Councillor, Membership
from parentis.meetings.choices import (
    Came,
    DecisionKind,
    ExemptParagraph,
    HowHeld,
    InterestKind,
    ItemKind,
    MeetingState,
)
from parentis.recorded.models import Recorded


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def to_come(self, at: datetime) -> Self:
        planned = self.standing().filter(state=MeetingState.PLANNED)
        return planned.filter(begins_at__gte=at).order_by("begins_at")

    def held(self) -> Self:
        held = self.standing().filter(state=MeetingState.HELD)
        return held.order_by("-begins_at")

    def public(self) -> Self:
        """What everybody may read of: meetings of bodies that meet in public."""
        return self.standing().filter(body__is_open_to_public=True)

    def of_body(self, body: int | None) -> Self:
        """None: of all of them."""
        return self if body is None else self.filter(body=body)

    def with_body(self) -> Self:
        """With the names that it had, for it is called as it was then."""
        return self.select_related("body").prefetch_related("body__names")


@pghistory.track()
class Meeting(Recorded):
    """A meeting of a body. `minutes` are public once they are approved."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=20, choices=HowHeld, default=HowHeld.IN_PERSON)
    state = models.CharField(
        max_length=20, choices=MeetingState, default=MeetingState.PLANNED
    )
    theme = models.CharField(max_length=200, blank=True)
    also_present = models.TextField("who else was there", blank=True)
    agenda_published_at = models.DateTimeField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    minutes_approved_on = models.DateField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True)
                | Q(ends_at__gt=models.F("begins_at")),
                name="meeting_ends_after_it_begins",
                violation_error_message=(
                    "The meeting ends before it begins. Check both times."
                ),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "-begins_at"], name="meetings_of_a_body"),
            models.Index(fields=["begins_at"], name="meetings_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.begins_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])


class FromYoungPeopleQuerySet(models.QuerySet["FromYoungPeople"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def waiting(self) -> Self:
        """Those whose answer has not gone back yet."""
        return self.standing().filter(told_on__isnull=True)


@pghistory.track()
class FromYoungPeople(Recorded):
    """What young people ask a body to talk about, and the answer that went back.

    `said_by` names a group (the children in care council), never a person.
    """

    asked_of = models.ForeignKey(Body, models.PROTECT, related_name="asked_of")
    said_by = models.CharField("which group asks", max_length=200)
    words = models.TextField("what they want to talk about")
    said_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    told_on = models.DateField("the day the answer went back", null=True, blank=True)
    how_told = models.CharField(max_length=300, blank=True)

    objects = FromYoungPeopleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | ~Q(answer=""),
                name="who_was_told_was_answered",
                violation_error_message="Write the answer before it goes back.",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("meetings:from_young_people", args=[self.pk])


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class AgendaItem(Recorded):
    """One item of an agenda, open to the public or exempt, with the paragraph why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField(help_text="Its number on the agenda")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.REPORT)
    what_for = models.TextField("what members are asked to do", blank=True)
    lead = models.CharField("who speaks to it", max_length=200, blank=True)
    is_exempt = models.BooleanField("not open to the public", default=False)
    paragraph = models.CharField(
        max_length=2, choices=ExemptParagraph, blank=True, help_text="Schedule 12A"
    )
    why_exempt = models.TextField(
        "why the public interest is in keeping it back", blank=True
    )
    asked_by_young_people = models.ForeignKey(
        FromYoungPeople, models.PROTECT, related_name="items", null=True, blank=True
    )
    minute = models.TextField("what was said", blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_exempt=False, paragraph="")
                | (Q(is_exempt=True) & ~Q(paragraph="")),
                name="exempt_says_which_paragraph",
                violation_error_message=(
                    "Choose the paragraph of Schedule 12A for an item that is not open"
                    " to the public, and none for one that is."
                ),
            ),
        ]
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its place on the meeting's page."""
        return f"{reverse('meetings:meeting', args=[self.meeting_id])}#item-{self.pk}"


class PaperQuerySet(models.QuerySet["Paper"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def public(self) -> Self:
        """Those everybody may read: of open items, once the agenda is out."""
        return self.standing().filter(
            is_exempt=False,
            item__is_exempt=False,
            item__struck_out_at__isnull=True,
            item__meeting__struck_out_at__isnull=True,
            item__meeting__agenda_published_at__isnull=False,
            item__meeting__body__is_open_to_public=True,
        )


@pghistory.track()
class Paper(Recorded):
    """What lies before a meeting under an item: a file, or a report of ours.

    A report made here puts itself on the agenda: `address` leads staff to it and
    `public_address` everybody, once it is published. `is_exempt` may hold one paper
    back where its item is open, by a paragraph of its own; under an item that is not,
    the item's paragraph holds for its papers too.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    public_address = models.CharField(max_length=300, blank=True)
    is_exempt = models.BooleanField("not open to the public", default=False)
    paragraph = models.CharField(max_length=2, choices=ExemptParagraph, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_form = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_exempt=True) | Q(paragraph=""),
                name="open_paper_has_no_paragraph",
                violation_error_message=(
                    "Choose no paragraph of Schedule 12A for a paper that is open."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> Path:
        """The file, readable by the product alone."""
        folder = Path(settings.MEDIA_ROOT) / "meetings" / str(self.item_id)
        return folder / f"{self.pk}.{self.file_form}"


@pghistory.track()
class Attendance(models.Model):
    """Whether a member of the body came; and who came for them."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    came = models.CharField(max_length=20, choices=Came)
    substitute = models.ForeignKey(
        Councillor, models.PROTECT, related_name="+", null=True, blank=True
    )
    is_remote = models.BooleanField("came online", default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="one_attendance_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_came_display()}"


@pghistory.track()
class Declaration(Recorded):
    """An interest somebody declared at a meeting, in an item or in none alone."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="declarations")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="declarations", null=True, blank=True
    )
    kind = models.CharField(max_length=20, choices=InterestKind)
    words = models.TextField("what the interest is")
    has_left = models.BooleanField("left while the item was discussed", default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.words}"


@pghistory.track()
class Decision(Recorded):
    """What was decided under an item. A key decision is on the forward plan first."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    words = models.TextField()
    is_key = models.BooleanField("it is a key decision", default=False)
    votes = models.CharField(
        max_length=200, blank=True, help_text="Such as: 6 for, 2 against"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words


class ActionQuerySet(models.QuerySet["Action"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def open(self) -> Self:
        return self.standing().filter(done_on__isnull=True)

    def overdue(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)


@pghistory.track()
class Action(Recorded):
    """What a meeting asked somebody to do by a day, and what came of it.

    `owner` is a post or a councillor's name, as minutes say it; `owner_user` is told.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions")
    words = models.TextField()
    owner = models.CharField(max_length=200)
    owner_user = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    what_was_done = models.TextField(blank=True)
    # The due day whose passing its owner was told of: once each.
    told_of_due_on = models.DateField(null=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(what_was_done=""),
                name="done_says_what_was_done",
                violation_error_message="Write what was done.",
            ),
        ]
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("meetings:action", args=[self.pk])

    def is_overdue(self, on: date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < on


class ForwardPlanQuerySet(models.QuerySet["ForwardPlanItem"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class ForwardPlanItem(Recorded):
    """What a body will talk about: at a meeting, or in a month where none is fixed."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="forward_plan")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="forward_plan", null=True, blank=True
    )
    month = models.DateField(help_text="The first day of the month")
    title = models.CharField(max_length=300)
    why = models.TextField("what it is for", blank=True)
    lead = models.CharField("who prepares it", max_length=200, blank=True)
    is_key_decision = models.BooleanField(default=False)
    is_exempt = models.BooleanField("part of it will not be public", default=False)
    asked_by_young_people = models.ForeignKey(
        FromYoungPeople, models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ForwardPlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        ordering = ("month", "pk")

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class MeetingsFeed(models.Model):
    """The address at which somebody's own calendar reads the meetings they chose.

    The address holds a secret, of which only the hash is kept. `bodies` empty: all.
    """

    person = models.OneToOneField(User, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    bodies = ArrayField(models.BigIntegerField(), default=list, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Meetings for {self.person_id}"
