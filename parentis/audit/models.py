import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Self
from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import Q
from django.utils import timezone

from parentis.audit.choices import Looking, Outcome, Pattern

# More than this many records opened in this time is a pattern (SECURITY.md, test 35).
MANY_RECORDS, IN_MINUTES = 60, timedelta(minutes=10)
# To open sixty records to print them is to open them.
OPENING = (Looking.OPENED, Looking.PRINTED)


# What the product writes of one page's looks. The people travel as one JSON document:
# a thousand rows take no longer to say than one. The database adds place and hash.
_ADD = """
INSERT INTO audit_look (
    at, person, looking, page, where_from, request, young_person, child, why, patterns
)
SELECT
    %s, %s, %s, %s, %s, %s, young_person, child, why, string_to_array(patterns, ',')
FROM json_to_recordset(%s) AS seen(
    young_person bigint, child text, why text, patterns text
)
RETURNING position
"""


# Asked at each opening, so in the words of its own index: `look_opened_by`.
_OPENED = """
SELECT count(*) FROM (
    SELECT DISTINCT young_person, child FROM audit_look
    WHERE person = %s AND looking IN ('opened', 'printed') AND at > %s AND at <= %s
) AS records
"""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class LookQuerySet(models.QuerySet["Look"]):
    def by_person(self, person: int) -> Self:
        return self.filter(person=person)

    def at_young_person(self, young_person: int, *, child: str) -> Self:
        """At a record, under our number or under the return's child number."""
        same = Q(young_person=young_person)
        return self.filter(same | Q(child=child) if child else same)

    def at_child_number(self, child: str) -> Self:
        return self.filter(child=child)

    def on_days(self, first: date | None, last: date | None) -> Self:
        """Within these days, both of them too, as the council's clocks count."""
        found = self
        if first:
            found = found.filter(at__gte=_midnight(first))
        if last:
            found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
        return found

    def without_lists(self) -> Self:
        return self.exclude(looking__in=[Looking.LISTED, Looking.SEARCHED])

    def records_opened(self, person: int, *, until: datetime) -> int:
        """How many in ten minutes. Lists do not count, nor the same one twice."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(_OPENED, [person, until - IN_MINUTES, until])
            return int(cursor.fetchone()[0])

    def latest_first(self) -> Self:
        return self.order_by("-position")

    def add(
        self,
        people: Sequence[Mapping[str, object]],
        *,
        at: datetime,
        person: int,
        looking: Looking,
        page: str,
        where_from: str,
    ) -> list[int]:
        """Writes one row for each of these people, and gives the rows' positions."""
        said = (at, person, looking.value, page, where_from, uuid4())
        with connections[self.db].cursor() as cursor:
            cursor.execute(_ADD, (*said, json.dumps(people)))
            return [position for (position,) in cursor.fetchall()]


class Look(models.Model):
    """That somebody was shown one young person, once.

    Nobody changes or deletes a row: the product's own role in the database may not.
    The database gives each row its place and chains it to the one before (`chain`).
    Plain numbers point at people, without foreign keys: it outlives its subject.
    """

    position = models.BigIntegerField(primary_key=True, db_default=0)
    at = models.DateTimeField()
    person = models.BigIntegerField(help_text="who looked: their number in accounts")
    looking = models.CharField(max_length=20, choices=Looking)
    page = models.CharField(max_length=200, help_text="the name of the page")
    young_person = models.BigIntegerField(default=0, help_text="0 where only `child`")
    child = models.CharField(max_length=40, blank=True, help_text="the child number")
    where_from = models.CharField(max_length=45, help_text="the network address")
    why = models.TextField(blank=True, help_text="the reason, where one was asked")
    patterns = ArrayField(models.CharField(max_length=30, choices=Pattern))
    request = models.UUIDField(help_text="rows of one page share it")
    previous = models.BinaryField(db_default=b"", editable=False)
    hash = models.BinaryField(db_default=b"", editable=False)

    objects = LookQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="look_by_person"),
            # How many somebody opened just now, past the lists they saw besides.
            models.Index(
                fields=["person", "-at"],
                condition=Q(looking__in=OPENING),
                name="look_opened_by",
            ),
            models.Index(fields=["young_person", "-position"], name="look_at_person"),
            models.Index(fields=["child", "-position"], name="look_at_child"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.person} {self.looking} {self.young_person}"

    @property
    def looking_words(self) -> str:
        return Looking(self.looking).label

    @property
    def pattern_words(self) -> list[str]:
        return [Pattern(each).label for each in self.patterns]


class FlagQuerySet(models.QuerySet["Flag"]):
    def waiting(self) -> Self:
        return self.filter(outcome="")

    def reviewed(self) -> Self:
        return self.exclude(outcome="").order_by("-reviewed_at", "-pk")

    def latest_first(self) -> Self:
        return self.order_by("-raised_at", "-pk")


@pghistory.track()
class Flag(models.Model):
    """A look worth a question, until an auditor says what came of asking.

    While one waits, the same pattern at the same record by the same person is not
    raised again: its looks are on record in any case.
    """

    pattern = models.CharField(max_length=30, choices=Pattern)
    person = models.BigIntegerField()
    young_person = models.BigIntegerField(default=0, help_text="0 for many records")
    child = models.CharField(max_length=40, blank=True)
    look = models.BigIntegerField(help_text="the position of the first look")
    raised_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    reviewed_by = models.BigIntegerField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "person", "young_person", "child"],
                condition=Q(outcome=""),
                name="one_flag_waits_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", reviewed_by__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                & ~Q(outcome="")
                & ~Q(note=""),
                name="a_reviewed_flag_says_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=models.F("person")),
                name="nobody_reviews_their_own_looks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {Pattern(self.pattern).label}"

    @property
    def about(self) -> tuple[str, int, str]:
        return (self.pattern, self.young_person, self.child)

    @property
    def pattern_words(self) -> str:
        return Pattern(self.pattern).label

    @property
    def outcome_words(self) -> str:
        return Outcome(self.outcome).label if self.outcome else ""
