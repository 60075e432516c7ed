"""What shows that something is so. Whoever keeps evidence makes a table of this."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parentis.evidence.choices import Direction, EvidenceKind
from parentis.meetings.models import Action
from parentis.recorded.models import Recorded


class Evidence(Recorded):
    """Words, a file, a figure with its target, or an action that is done.

    `words` say what it shows, whatever it is. Of a figure, what the public may read is
    kept as it was when it was written down: `value_then` of `year_then`, or that it was
    hidden; and whether the public had been told just that by then.
    """

    kind = models.CharField(max_length=20, choices=EvidenceKind)
    words = models.TextField(blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    file_form = models.CharField(max_length=10, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    kept_as = models.UUIDField(null=True, blank=True, editable=False)
    indicator = models.CharField("figure", max_length=100, blank=True)
    direction = models.CharField(max_length=20, choices=Direction, blank=True)
    target = models.FloatField(null=True, blank=True)
    value_then = models.FloatField(null=True, blank=True, editable=False)
    year_then = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_hidden_then = models.BooleanField(default=False, editable=False)
    was_told_then = models.BooleanField(default=False, editable=False)
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(kind=EvidenceKind.WORDS) & ~Q(words=""))
                | Q(kind=EvidenceKind.FILE, kept_as__isnull=False)
                | (
                    Q(kind=EvidenceKind.INDICATOR, target__isnull=False)
                    & ~Q(indicator="")
                    & ~Q(direction="")
                )
                | Q(kind=EvidenceKind.ACTION, action__isnull=False),
                name="%(app_label)s_%(class)s_rests_on_evidence",
                violation_error_message=(
                    "Give the evidence: words, a document, a figure with its target, or"
                    " an action that is done."
                ),
            ),
        ]

    @property
    def path(self) -> Path:
        """Its file, outside of what the web serves, readable by the product alone."""
        kept_as = self.kept_as.hex if self.kept_as else "none"
        return Path(settings.MEDIA_ROOT) / "evidence" / kept_as[:2] / kept_as
