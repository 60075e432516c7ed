"""What a record says, entry by entry, and the timeline that tells it in order.

Every dated thing a record holds (a home, a contact, a health check) is an `Entry`: who
wrote it, when, and what it said before. A mistake is struck out with a reason, and
stays readable. `TimelineEntry` is one line for each, so that a life reads as one page.
"""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from parentis.accounts.models import Period, SameNumber, User
from parentis.recorded.models import Recorded
from parentis.young_people.models import (
    WithoutAccents,
    YoungPerson,
    without_accents,
)

LONGEST_HEADLINE = 200


def one_at_a_time(name: str, *, otherwise: str) -> ExclusionConstraint:
    """Of one young person, no two that stand hold on the same day.

    `otherwise` is said to whoever writes a second.
    """
    return ExclusionConstraint(
        name=name,
        expressions=[
            (SameNumber("young_person_id"), RangeOperators.OVERLAPS),
            (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
        ],
        condition=Q(struck_out_at__isnull=True),
        violation_error_message=otherwise,
    )


class EntryQuerySet(models.QuerySet["Entry"]):
    def standing(self) -> Self:
        """Those that were not struck out."""
        return self.filter(struck_out_at__isnull=True)

    def of(self, young_people: "models.QuerySet[YoungPerson] | list[int]") -> Self:
        return self.filter(young_person__in=young_people)


class Entry(Recorded):
    """One thing a record says of a young person."""

    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["young_person", "sent_as"],
                name="%(app_label)s_%(class)s_sent_once",
            ),
            models.CheckConstraint(
                condition=Q(struck_out_at__isnull=True) | ~Q(why_struck_out=""),
                name="%(app_label)s_%(class)s_struck_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def headline(self) -> str:
        """One line that says it all, as the young person would read it."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """What was written at length, for the timeline."""
        return ""

    @property
    def happened_on(self) -> date:
        """The day under which the timeline shows it."""
        raise NotImplementedError

    @property
    def facts(self) -> list[tuple[str, object]]:
        """What a list shows of it, label and value. Empty ones are left out."""
        return []

    def _get_field_expression_map(
        self, meta: Any, exclude: set[str] | None = None
    ) -> dict[str, Any]:
        """For the rules of the tables, which name the young person by the column.

        Django would know only the field: one person's days would be everybody's.
        """
        found: dict[str, Any] = super()._get_field_expression_map(  # type: ignore[misc]
            meta, exclude
        )
        if "young_person" in found:
            found["young_person_id"] = found["young_person"]
        return found

    def is_current(self, on: date) -> bool:
        """Whether it says how things are now, and not how they were."""
        ended: date | None = getattr(self, "ended_on", None)
        return not self.is_struck_out and (ended is None or ended > on)


class TimelineEntryQuerySet(models.QuerySet["TimelineEntry"]):
    def latest_first(self) -> Self:
        return self.order_by("-happened_on", "-pk")

    def before(self, place: tuple[date, int]) -> Self:
        """Those that come after this one on the page: what a next page begins with."""
        day, pk = place
        return self.filter(Q(happened_on__lt=day) | Q(happened_on=day, pk__lt=pk))

    def containing(self, words: str) -> Self:
        """Those in which each of these words stands, with or without its accents."""
        found = self.alias(
            plain_headline=WithoutAccents("headline"),
            plain_words=WithoutAccents("words"),
        )
        for word in without_accents(words).split():
            found = found.filter(
                Q(plain_headline__contains=word) | Q(plain_words__contains=word)
            )
        return found


class TimelineEntry(models.Model):
    """One line of a young person's timeline, written beside the entry it is about."""

    # Not indexed alone: the order below begins with it.
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=40, help_text="the slug of the record's part")
    happened_on = models.DateField()
    headline = models.CharField(max_length=LONGEST_HEADLINE)
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    about = models.CharField(max_length=80, help_text="the table it is about")
    about_pk = models.BigIntegerField()

    objects = TimelineEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "about_pk", "young_person"], name="one_line_an_entry"
            )
        ]
        indexes = [
            # What a timeline holds is counted from this alone, however long a life is.
            models.Index(
                fields=["young_person", "-happened_on", "-id"],
                include=["kind"],
                name="timeline_by_kind",
            )
        ]

    def __str__(self) -> str:
        return self.headline

    @classmethod
    def of(cls, entry: Entry, *, kind: str) -> "TimelineEntry":
        """The line of an entry, as the entry reads now. It is yet to be saved."""
        return cls(
            young_person_id=entry.young_person_id,
            kind=kind,
            happened_on=entry.happened_on,
            headline=entry.headline[:LONGEST_HEADLINE],
            words=entry.words,
            recorded_by_id=entry.recorded_by_id,
            recorded_at=entry.recorded_at,
            about=entry._meta.label_lower,
            about_pk=entry.pk,
        )
