"""What staff are to a young person, and why a record was opened by somebody else."""

from enum import IntEnum

from django.db.models import TextChoices

# Every list of young people says so, whether or not it leaves somebody out.
THOSE_YOU_MAY_OPEN = "This list shows those you may open."


class AllocatedAs(TextChoices):
    PERSONAL_ADVISER = "personal-adviser", "Personal adviser"
    SOCIAL_WORKER = "social-worker", "Social worker"
    TEAM = "team", "Team"
    EMPLOYMENT_ADVISER = "employment-adviser", "Employment adviser, by referral"
    VIRTUAL_SCHOOL = "virtual-school", "Virtual school, by referral"


class OpenedBecause(TextChoices):
    """Why somebody whose work this is not may open a record for a while."""

    REASON = "reason", "They said why"
    EMERGENCY = "emergency", "They said that it was an emergency"


class Fit(IntEnum):
    """How well somebody fits what was searched for: the best first."""

    SAME = 0
    BEGINS = 1
    LIVES_THERE = 2
    SOUNDS = 3

    @property
    def words(self) -> str:
        """Why a list shows somebody whose name is spelled otherwise."""
        return {Fit.LIVES_THERE: "by address", Fit.SOUNDS: "by sound"}.get(self, "")
