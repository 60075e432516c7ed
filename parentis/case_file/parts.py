from parentis.case_file.forms import (
    ComplaintForm,
    DeathForm,
    ImmigrationLeaveForm,
    SafetyPlanForm,
    SeriousIncidentForm,
    SupervisionDecisionForm,
)
from parentis.case_file.models import (
    Complaint,
    Death,
    ImmigrationLeave,
    SafetyPlan,
    SeriousIncident,
    SupervisionDecision,
)
from parentis.entries.choices import Theme
from parentis.entries.parts import Part

SAFETY_PLANS = Part(
    slug="safety-plans",
    title="Risk and safety plan",
    one="safety plan",
    model=SafetyPlan,
    form=SafetyPlanForm,
    theme=Theme.SAFETY,
    empty="There is no safety plan. Make one with them where something worries you.",
)
COMPLAINTS = Part(
    slug="complaints",
    title="Complaints and advocacy",
    one="complaint",
    model=Complaint,
    form=ComplaintForm,
    theme=Theme.SAFETY,
    empty=(
        "No complaint is written down. Tell them that they may complain, and that an"
        " advocate can help."
    ),
)
IMMIGRATION_LEAVE = Part(
    slug="right-to-stay",
    title="Right to stay in the country",
    one="right to stay",
    model=ImmigrationLeave,
    form=ImmigrationLeaveForm,
    theme=Theme.SAFETY,
    empty="Nothing is written down. It is needed only for who came from abroad.",
)
SUPERVISION_DECISIONS = Part(
    slug="supervision-decisions",
    title="Decisions in supervision",
    one="decision",
    model=SupervisionDecision,
    form=SupervisionDecisionForm,
    theme=Theme.SAFETY,
    empty="No decision is written down yet.",
)
SERIOUS_INCIDENTS = Part(
    slug="serious-incidents",
    title="Serious incidents",
    one="serious incident",
    model=SeriousIncident,
    form=SeriousIncidentForm,
    theme=Theme.SAFETY,
    empty="No serious incident is written down.",
)
DEATHS = Part(
    slug="death",
    title="After a death",
    one="death",
    model=Death,
    form=DeathForm,
    theme=Theme.SAFETY,
    empty=(
        "Write here that they died, and what was done. From then on nobody is asked to"
        " ring them or to wish them well."
    ),
    is_single=True,
)
PARTS = (
    SAFETY_PLANS,
    COMPLAINTS,
    IMMIGRATION_LEAVE,
    SUPERVISION_DECISIONS,
    SERIOUS_INCIDENTS,
    DEATHS,
)
