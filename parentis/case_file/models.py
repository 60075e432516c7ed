"""What a case file holds beside the daily work."""

from datetime import date
from pathlib import Path

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parentis.case_file.choices import (
    HAS_NO_END,
    STAGES,
    Advocate,
    ComplaintStage,
    FileForm,
    IncidentKind,
    LeaveKind,
    Outcome,
    PaperKind,
)
from parentis.entries.models import Entry
from parentis.law.complaints import Stage


@pghistory.track()
class SafetyPlan(Entry):
    """What worries us and the young person, and what each does about it."""

    made_on = models.DateField()
    worries = models.TextField()
    their_words = models.TextField(blank=True)
    what_we_do = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(review_on__gt=F("made_on")),
                name="safety_plan_is_reviewed_later",
                violation_error_message=(
                    "The review is not after the day of the plan. Check both days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("made_on")),
                name="safety_plan_ends_after_it_is_made",
                violation_error_message=(
                    "The plan ends before the day it was made. Check both days."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return "Safety plan"

    @property
    def words(self) -> str:
        return self.worries

    @property
    def happened_on(self) -> date:
        return self.made_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Made on", self.made_on),
            ("What worries us", self.worries),
            ("What they say", self.their_words),
            ("What we do", self.what_we_do),
            ("Who", self.who),
            ("Review on", "" if self.ended_on else self.review_on),
            ("Not needed since", self.ended_on),
        ]


@pghistory.track()
class Complaint(Entry):
    """A complaint, or anything else a young person wants put right, and who helps."""

    made_on = models.DateField()
    about = models.TextField()
    wanted = models.TextField("what they want to happen", blank=True)
    stage = models.CharField(max_length=20, choices=ComplaintStage)
    stage_began_on = models.DateField(null=True, blank=True)
    advocate = models.CharField(max_length=20, choices=Advocate)
    advocate_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(outcome="", answered_on__isnull=True)
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
                name="an_answered_complaint_has_its_day",
                violation_error_message=(
                    "Where it is answered, say both what came of it and on which day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True)
                | Q(answered_on__gte=F("made_on")),
                name="a_complaint_is_answered_once_made",
                violation_error_message=(
                    "The answer is before the complaint. Check both days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stage_began_on__isnull=True)
                | Q(stage_began_on__gte=F("made_on")),
                name="a_stage_begins_once_a_complaint_is_made",
                violation_error_message=(
                    "The stage began before the complaint. Check both days."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        if self.outcome:
            return f"Complaint answered: {self.get_outcome_display().lower()}"
        return "Complaint made"

    @property
    def words(self) -> str:
        return self.about

    @property
    def happened_on(self) -> date:
        return self.answered_on or self.made_on

    def is_current(self, on: date) -> bool:
        return not self.outcome and super().is_current(on)

    @property
    def limits(self) -> Stage | None:
        """The time limits of its stage. The Ombudsman's is without."""
        return STAGES.get(self.stage)

    @property
    def answer_due_on(self) -> date | None:
        """By when it is to be answered; None where it is, or where nothing says so."""
        if self.outcome or self.limits is None:
            return None
        return self.limits.due_on(self.stage_began_on or self.made_on)

    @property
    def facts(self) -> list[tuple[str, object]]:
        due_on = self.answer_due_on
        rests_on = f"{self.limits.source}" if due_on and self.limits else ""
        return [
            ("Made on", self.made_on),
            ("What it is about", self.about),
            ("What they want to happen", self.wanted),
            ("Stage", self.get_stage_display()),
            ("Answer due on", due_on),
            ("That day rests on", rests_on),
            ("Advocate", self.get_advocate_display()),
            ("Who speaks for them", self.advocate_name),
            ("What came of it", self.outcome and self.get_outcome_display()),
            ("Answered on", self.answered_on),
            ("What we answered", self.answer),
        ]


@pghistory.track()
class ImmigrationLeave(Entry):
    """In what way somebody from abroad may stay, and until when."""

    kind = models.CharField(max_length=20, choices=LeaveKind)
    granted_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    applied_on = models.DateField(
        null=True, blank=True, help_text="the day they asked for it to be renewed"
    )
    solicitor = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("granted_on")),
                name="leave_expires_after_it_is_granted",
                violation_error_message=(
                    "It ends before it was granted. Check both days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | ~Q(kind__in=sorted(HAS_NO_END)),
                name="leave_without_an_end_has_none",
                violation_error_message=(
                    "This kind does not come to an end. Take the last day out."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return f"Right to stay: {self.get_kind_display()}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.granted_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Since", self.granted_on),
            ("Ends on", self.expires_on),
            ("Asked for it to be renewed on", self.applied_on),
            ("Solicitor or adviser", self.solicitor),
            ("Note", self.note),
        ]


@pghistory.track()
class SupervisionDecision(Entry):
    """What was decided about a young person when an adviser and a manager met."""

    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    decision = models.TextField()
    why = models.TextField()

    class Meta:
        constraints = [*Entry.Meta.constraints]

    @property
    def headline(self) -> str:
        return f"Decision by {self.decided_by}"

    @property
    def words(self) -> str:
        return self.decision

    @property
    def happened_on(self) -> date:
        return self.decided_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Decided on", self.decided_on),
            ("Decided by", self.decided_by),
            ("What was decided", self.decision),
            ("Why", self.why),
        ]


@pghistory.track()
class SeriousIncident(Entry):
    """A serious incident, and when the Panel and others were notified of it."""

    incident_on = models.DateField()
    kind = models.CharField(max_length=20, choices=IncidentKind)
    what_happened = models.TextField()
    notified_on = models.DateField(null=True, blank=True)
    notified_by = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    what_we_did = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True)
                | Q(notified_on__gte=F("incident_on")),
                name="an_incident_is_notified_once_it_happened",
                violation_error_message=(
                    "It was notified before it happened. Check both days."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        said = "notified" if self.notified_on else "not notified yet"
        return f"Serious incident, {said}"

    @property
    def words(self) -> str:
        return self.what_happened

    @property
    def happened_on(self) -> date:
        return self.incident_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("On", self.incident_on),
            ("What it is", self.get_kind_display()),
            ("What happened", self.what_happened),
            ("Notified on", self.notified_on or "Not notified yet"),
            ("Notified by", self.notified_by),
            ("Reference", self.reference),
            ("What we did", self.what_we_did),
        ]


@pghistory.track()
class Death(Entry):
    """That a young person died, and what was done then. A record has one at the most.

    `incident_notified_on` is the day on which the serious incident was notified.
    """

    died_on = models.DateField()
    how_told = models.TextField(blank=True)
    told_on = models.DateField(null=True, blank=True)
    who_was_told = models.TextField(blank=True)
    incident_notified_on = models.DateField(null=True, blank=True)
    funeral = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(struck_out_at__isnull=True),
                name="one_death",
                violation_error_message=(
                    "Their death is written down already. Change that entry instead."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return "Died"

    @property
    def words(self) -> str:
        return self.how_told

    @property
    def happened_on(self) -> date:
        return self.died_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Died on", self.died_on),
            ("We were told on", self.told_on),
            ("How we were told", self.how_told),
            ("Who was told", self.who_was_told),
            ("Serious incident notified on", self.incident_notified_on),
            ("Funeral", self.funeral),
        ]


@pghistory.track()
class Paper(Entry):
    """A document that somebody gave us, or a letter that was written here.

    `letter` says from which words it was begun, `text` what it says.
    """

    kind = models.CharField(max_length=20, choices=PaperKind)
    title = models.CharField(max_length=200)
    dated_on = models.DateField()
    is_shared = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    letter = models.SlugField(max_length=40, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [*Entry.Meta.constraints]

    @property
    def headline(self) -> str:
        return f"Letter: {self.title}" if self.letter else f"Document: {self.title}"

    @property
    def words(self) -> str:
        return self.text or self.note

    @property
    def happened_on(self) -> date:
        return self.dated_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("What it is", self.get_kind_display()),
            ("Dated", self.dated_on),
            ("Shared with them", "Yes" if self.is_shared else "No"),
            ("Note", self.note),
        ]


@pghistory.track()
class PaperFile(models.Model):
    """A file of a paper, kept under a name that tells nothing: nobody guesses it."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    form = models.CharField(max_length=10, choices=FileForm)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_as = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Outside of what the web serves, readable by the product alone."""
        kept_as = self.kept_as.hex
        return Path(settings.MEDIA_ROOT) / "papers" / kept_as[:2] / kept_as
