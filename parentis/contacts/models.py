from collections.abc import Collection
from datetime import date, datetime, time
from typing import Self, TypeVar

import pghistory
from django.db import models
from django.utils import timezone

from parentis.accounts.models import User
from parentis.contacts.choices import (
    BY_OTHERS,
    SAID_BY_THEM,
    ContactKind,
    HowEnded,
    InTouchCode,
    OfferAnswer,
    OfferedBy,
)
from parentis.entries.models import Entry
from parentis.recorded.models import ends_after_it_starts
from parentis.young_people.models import YoungPerson

E = TypeVar("E", bound=Entry)


class ContactQuerySet(models.QuerySet["Contact"]):
    def standing(self) -> Self:
        """Those that were not struck out."""
        return self.filter(struck_out_at__isnull=True)

    def of(self, young_people: Collection[int]) -> Self:
        return self.filter(young_person__in=young_people)

    def made(self) -> Self:
        """With the young person: an attempt is never a contact, nor is news of them."""
        return self.standing().filter(is_made=True).exclude(kind__in=BY_OTHERS)

    def tried(self) -> Self:
        return self.standing().filter(models.Q(is_made=False) | _NEWS_OF_THEM)

    def since(self, day: date) -> Self:
        """From the first minute of a day on."""
        begins = timezone.make_aware(datetime.combine(day, time.min))
        return self.filter(held_at__gte=begins)

    def with_open_step(self) -> Self:
        open_step = models.Q(next_step_done_on__isnull=True) & ~models.Q(next_step="")
        return self.standing().filter(open_step)


_NEWS_OF_THEM = models.Q(kind__in=BY_OTHERS)


@pghistory.track()
class Contact(Entry):
    """A time when somebody was in touch with a young person, or tried to be.

    A contact with several young people is one entry of each, tied by `together`: each
    record says what concerns that young person, and no other's name.
    """

    held_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ContactKind)
    is_made = models.BooleanField("it was made, not only tried")
    is_seen = models.BooleanField(default=False)
    is_seen_alone = models.BooleanField(default=False)
    where = models.CharField(max_length=200, blank=True)
    who_else = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    their_words = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    next_step_done_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    together = models.UUIDField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(is_seen=False) | models.Q(is_made=True),
                name="seen_is_made",
                violation_error_message=(
                    "They cannot have been seen where the contact was only tried."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(is_seen_alone=False) | models.Q(is_seen=True),
                name="seen_alone_is_seen",
                violation_error_message=(
                    "They cannot have been seen alone and not seen. Check both."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["young_person", "-held_at"],
                condition=models.Q(struck_out_at__isnull=True),
                name="contacts_in_order",
            ),
            models.Index(
                fields=["young_person"],
                condition=models.Q(
                    struck_out_at__isnull=True, next_step_done_on__isnull=True
                )
                & ~models.Q(next_step=""),
                name="contacts_with_a_step",
            ),
        ]

    @property
    def is_with_them(self) -> bool:
        """They were reached: not only tried, and not only asked after."""
        return self.is_made and self.kind not in BY_OTHERS

    @property
    def headline(self) -> str:
        kind = str(self.get_kind_display())
        if not self.is_made:
            return f"{kind}: tried, no answer"
        seen = "seen alone" if self.is_seen_alone else "seen" if self.is_seen else ""
        return f"{kind}, {seen}" if seen else kind

    @property
    def words(self) -> str:
        return "\n\n".join(filter(None, [self.note, self.their_words]))

    @property
    def happened_on(self) -> date:
        return timezone.localtime(self.held_at).date()

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("When", f"{timezone.localtime(self.held_at):%-d %B %Y at %H:%M}"),
            ("Where", self.where),
            ("Who else", self.who_else),
            ("Note", self.note),
            ("In their words", self.their_words),
            ("Next step", self.next_step),
            ("By when", self.next_step_on),
            ("Next step done", self.next_step_done_on),
            ("Made by", self.made_by or ""),
        ]


@pghistory.track()
class LostTouch(Entry):
    """A time of looking for somebody who cannot be reached.

    Its rungs tick themselves, from the attempts recorded since it began.
    """

    begun_on = models.DateField()
    why = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    how_ended = models.CharField(max_length=10, choices=HowEnded, blank=True)
    why_ended = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person"],
                condition=models.Q(ended_on__isnull=True, struck_out_at__isnull=True),
                name="lost_once_at_a_time",
                violation_error_message=(
                    "They are being looked for already. The page says what to try next."
                ),
            ),
            ends_after_it_starts("lost_touch_ends_after_it_begins", first="begun_on"),
        ]

    @property
    def headline(self) -> str:
        if self.how_ended == HowEnded.BACK:
            return f"Lost touch, and back in touch on {self.ended_on:%-d %B %Y}"
        return "Lost touch"

    @property
    def words(self) -> str:
        return "\n\n".join(filter(None, [self.why, self.why_ended]))

    @property
    def happened_on(self) -> date:
        return self.begun_on


@pghistory.track()
class InTouchAnswer(Entry):
    """What the council says to the return's question at one birthday (OC3's IN_TOUCH).

    `evidence` is who told whom, and what; `why` how entries that disagree were settled.
    """

    age = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=4, choices=InTouchCode)
    evidence = models.TextField(blank=True)
    evidence_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person", "age"],
                condition=models.Q(struck_out_at__isnull=True),
                name="one_answer_an_age",
                violation_error_message=(
                    "There is an answer for this birthday already. Change that one."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(age__gte=17, age__lte=25),
                name="in_touch_between_17_and_25",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer__in=SAID_BY_THEM)
                | (~models.Q(evidence="") & models.Q(evidence_on__isnull=False)),
                name="refusing_needs_evidence",
                violation_error_message=(
                    "Write who told you, what they said, and on which day."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return f"In touch at {self.age}: {self.get_answer_display()}"

    @property
    def words(self) -> str:
        return "\n\n".join(filter(None, [self.evidence, self.why]))

    @property
    def happened_on(self) -> date:
        return timezone.localtime(self.changed_at or self.recorded_at).date()

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Answer", self.get_answer_display()),
            ("What it rests on", self.evidence),
            ("Told on", self.evidence_on),
            ("Why it was decided so", self.why),
        ]


@pghistory.track()
class Offer(Entry):
    """That support was offered, as it must be to everybody from 21 each year."""

    offered_on = models.DateField()
    offered_by = models.CharField("how", max_length=10, choices=OfferedBy)
    answer = models.CharField(
        max_length=10, choices=OfferAnswer, default=OfferAnswer.WAITING
    )
    note = models.TextField(blank=True)

    @property
    def headline(self) -> str:
        return f"Offered support: {str(self.get_answer_display()).lower()}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.offered_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("On", self.offered_on),
            ("How", self.get_offered_by_display()),
            ("Their answer", self.get_answer_display()),
            ("Note", self.note),
        ]


@pghistory.track()
class ComingBack(Entry):
    """They came back and asked for support, as anybody may until 25."""

    came_back_on = models.DateField()
    asked_for = models.TextField()

    @property
    def headline(self) -> str:
        return "Came back and asked for support"

    @property
    def words(self) -> str:
        return self.asked_for

    @property
    def happened_on(self) -> date:
        return self.came_back_on


def standing(model: type[E], pks: Collection[int]) -> "models.QuerySet[E]":
    """What stands of one kind, of these young people."""
    found = model._default_manager.filter(struck_out_at__isnull=True)
    return found.filter(young_person__in=pks)


def people_of(pks: Collection[int]) -> list[YoungPerson]:
    """For their birthdays: whoever gives the keys was shown whom they are of."""
    return list(YoungPerson.objects.filter(pk__in=pks))


def last_held(
    pks: Collection[int], *kinds: ContactQuerySet
) -> dict[int, tuple[datetime | None, ...]]:
    """The latest of each kind of contact, of each young person.

    One look into an index for each, however many contacts there are of somebody.
    """
    found = YoungPerson.objects.filter(pk__in=pks).values_list(
        "pk",
        *(
            models.Subquery(
                kind.filter(young_person=models.OuterRef("pk"))
                .order_by("-held_at")
                .values("held_at")[:1]
            )
            for kind in kinds
        ),
    )
    return {pk: tuple(latest) for pk, *latest in found}
