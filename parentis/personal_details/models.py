"""Who a young person is: about them, how to reach them, who matters, what to mind."""

from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parentis.entries.models import Entry
from parentis.personal_details.choices import (
    ETHNICITIES,
    GENDERS,
    CourtKind,
    DocumentKind,
    Held,
    MayBeTold,
    Parenting,
    Way,
)
from parentis.recorded.models import ends_after_it_starts

# Six months are never longer.
LONGEST_UNTIL_REVIEW = timedelta(days=184)


class WrittenDown(Entry):
    """What is true from the day somebody wrote it down, and says no day of its own."""

    class Meta(Entry.Meta):
        abstract = True

    @property
    def happened_on(self) -> date:
        return timezone.localtime(self.recorded_at).date()


@pghistory.track()
class AboutThem(WrittenDown):
    """One page of each record. Gender and ethnicity are in the codes of the return."""

    pronouns = models.CharField(max_length=200, blank=True)
    gender = models.CharField(max_length=1, choices=GENDERS, blank=True)
    language = models.CharField(max_length=200, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    ethnicity = models.CharField(max_length=4, choices=ETHNICITIES, blank=True)
    religion = models.CharField("religion or belief", max_length=200, blank=True)
    communication_needs = models.TextField(blank=True)
    has_disability = models.BooleanField(null=True, blank=True)
    disability = models.TextField(blank=True)
    parenting = models.CharField(max_length=20, choices=Parenting, blank=True)
    how_to_reach = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(struck_out_at__isnull=True),
                name="one_page_about_them",
                violation_error_message=(
                    "There is a page about them already. Go back and change that one."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        pieces = [
            self.pronouns,
            f"speaks {self.language}" if self.language else "",
            "needs an interpreter" if self.needs_interpreter else "",
            self.parenting_words,
        ]
        said = ", ".join(filter(None, pieces))
        return f"About them: {said}" if said else "About them"

    @property
    def words(self) -> str:
        return self.communication_needs

    @property
    def happened_on(self) -> date:
        """The day it was last written: it says how they are now."""
        return timezone.localtime(self.changed_at or self.recorded_at).date()

    @property
    def parenting_words(self) -> str:
        is_said = self.parenting not in {"", Parenting.NO}
        return self.get_parenting_display().lower() if is_said else ""

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Pronouns", self.pronouns),
            ("Gender, as in the return", self.gender and self.get_gender_display()),
            ("Language they like to use", self.language),
            ("Needs an interpreter", "Yes" if self.needs_interpreter else ""),
            ("Ethnicity", self.ethnicity and self.get_ethnicity_display()),
            ("Religion or belief", self.religion),
            ("What helps them to follow and be understood", self.communication_needs),
            ("Disability", _yes_or_no(self.has_disability)),
            ("What it means for them", self.disability),
            (
                "Parent or expecting",
                self.parenting and self.get_parenting_display(),
            ),
            ("How they like to be reached", self.how_to_reach),
        ]


@pghistory.track()
class WayToReach(WrittenDown):
    """A number, an address or a name by which a young person can be reached."""

    kind = models.CharField(max_length=10, choices=Way)
    what = models.CharField(max_length=200)
    is_preferred = models.BooleanField(default=False)
    may_leave_message = models.BooleanField(default=False)
    safe_hours = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(what=""), name="way_to_reach_says_how"),
        ]

    @property
    def headline(self) -> str:
        best = ", liked best" if self.is_preferred else ""
        return f"{self.get_kind_display()}: {self.what}{best}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("May you leave a message?", _yes_or_no(self.may_leave_message)),
            ("Safe hours", self.safe_hours),
            ("Note", self.note),
            ("No longer, since", self.ended_on),
        ]


@pghistory.track()
class ImportantPerson(WrittenDown):
    """Somebody who matters to a young person. By name alone: no link to a record.

    A sister in care has a record of her own, which this one says nothing of.
    """

    name = models.CharField(max_length=200)
    relation = models.CharField("who they are to them", max_length=200)
    phone = models.CharField(max_length=200, blank=True)
    email = models.CharField("e-mail", max_length=200, blank=True)
    is_for_emergencies = models.BooleanField(default=False)
    may_be_told = models.CharField(max_length=10, choices=MayBeTold)
    told_what = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(may_be_told=MayBeTold.SOME) | ~Q(told_what=""),
                name="some_things_are_said",
                violation_error_message="Write what they may be told, and what not.",
            ),
        ]

    @property
    def headline(self) -> str:
        return f"{self.name}, {self.relation}"

    @property
    def words(self) -> str:
        return self.told_what

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Phone", self.phone),
            ("E-mail", self.email),
            ("To call in an emergency", "Yes" if self.is_for_emergencies else ""),
            ("May be told", self.get_may_be_told_display()),
            ("What they may be told, and what not", self.told_what),
            ("No longer, since", self.ended_on),
        ]


@pghistory.track()
class IdentityDocument(WrittenDown):
    """Something that proves who they are. Its number is on its own page alone."""

    kind = models.CharField(max_length=20, choices=DocumentKind)
    held = models.CharField(max_length=10, choices=Held)
    since = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=200, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind=DocumentKind.OTHER) | ~Q(note=""),
                name="another_document_is_named",
                violation_error_message="Write in the note which document it is.",
            ),
        ]

    @property
    def headline(self) -> str:
        until = f", until {_day(self.expires_on)}" if self.expires_on else ""
        held = self.get_held_display()
        return f"{self.get_kind_display()}: {held[0].lower()}{held[1:]}{until}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.since or super().happened_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Since", self.since),
            ("Number", self.number),
            ("Valid until", self.expires_on),
            ("Note", self.note),
        ]


@pghistory.track()
class SafetyWarning(Entry):
    """What whoever opens the record has to know first, and until when to believe it.

    `reviewed_on` is the day it was last found to be true.
    """

    what = models.CharField(max_length=200)
    why = models.TextField()
    started_on = models.DateField()
    reviewed_on = models.DateField()
    review_on = models.DateField()
    is_told = models.BooleanField("the young person was told")
    why_not_told = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(why=""),
                name="a_warning_says_why",
                violation_error_message="Write why this warning is needed.",
            ),
            models.CheckConstraint(
                condition=Q(is_told=True) | ~Q(why_not_told=""),
                name="a_warning_kept_from_them_says_why",
                violation_error_message="Write why they were not told.",
            ),
            models.CheckConstraint(
                condition=Q(review_on__lte=F("reviewed_on") + LONGEST_UNTIL_REVIEW),
                name="a_warning_is_reviewed_within_six_months",
                violation_error_message="Choose a day within the next six months.",
            ),
            ends_after_it_starts("warning_ends_after_it_starts"),
        ]

    @property
    def headline(self) -> str:
        return f"Warning: {self.what}"

    @property
    def words(self) -> str:
        return self.why

    @property
    def happened_on(self) -> date:
        return self.started_on

    def is_to_review(self, on: date) -> bool:
        return self.is_current(on) and self.review_on <= on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("From", self.started_on),
            ("Why", self.why),
            ("Review by", "" if self.ended_on else self.review_on),
            ("Were they told?", _yes_or_no(self.is_told)),
            ("Why they were not told", self.why_not_told),
            ("Ended", self.ended_on),
        ]


@pghistory.track()
class CourtMatter(Entry):
    """Where a young person stands with police, court or custody."""

    kind = models.CharField(max_length=10, choices=CourtKind)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    next_on = models.DateField("next hearing, or release", null=True, blank=True)
    worker = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("court_matter_ends_after_it_starts"),
        ]

    @property
    def headline(self) -> str:
        where = f", {self.where}" if self.where else ""
        return f"{self.get_kind_display()}{where}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("From", self.started_on),
            ("Until", self.ended_on),
            ("Next hearing, or release", self.next_on),
            ("Probation or youth justice worker", self.worker),
            ("Note", self.note),
        ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _yes_or_no(answer: bool | None) -> str:  # noqa: FBT001
    """Nothing where it is not known."""
    return "" if answer is None else "Yes" if answer else "No"
