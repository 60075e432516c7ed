"""The features of this product: where each lives, and where its pages are.

Adding one is adding a line here, and one in `navigation`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Feature:
    app: str
    address: str

    @property
    def urls(self) -> str:
        return f"{self.app}.urls"


FEATURES = (
    Feature(app="parentis.my_day", address=""),
    Feature(app="parentis.young_people", address="young-people/"),
    Feature(app="parentis.record", address="young-people/"),
    Feature(app="parentis.owed", address="young-people/"),
    Feature(app="parentis.contacts", address="young-people/"),
    Feature(app="parentis.pathway_plans", address="young-people/"),
    Feature(app="parentis.care_history", address="young-people/"),
    Feature(app="parentis.support", address="young-people/"),
    Feature(app="parentis.case_file", address="young-people/"),
    Feature(app="parentis.bringing_in", address="bringing-in/"),
    Feature(app="parentis.from_return", address="bringing-in/from-return/"),
    Feature(app="parentis.duplicates", address="duplicates/"),
    Feature(app="parentis.statutory_return", address="position/"),
    Feature(app="parentis.position", address="position/"),
    Feature(app="parentis.reminders", address="reminders/"),
    Feature(app="parentis.drafts", address="drafts/"),
    Feature(app="parentis.notices", address="notices/"),
    Feature(app="parentis.people", address="people/"),
    Feature(app="parentis.who_looked", address="who-looked/"),
    Feature(app="parentis.figures", address="figures/"),
    Feature(app="parentis.comparisons", address="compare/"),
    Feature(app="parentis.report_templates", address="reports/templates/"),
    Feature(app="parentis.reports", address="reports/"),
    Feature(app="parentis.report_versions", address="reports/"),
    Feature(app="parentis.sign_off", address="reports/"),
    Feature(app="parentis.returns", address="returns/"),
    Feature(app="parentis.council", address="council/"),
    Feature(app="parentis.bodies", address="bodies/"),
    Feature(app="parentis.meetings", address="meetings/"),
    Feature(app="parentis.recommendations", address="recommendations/"),
    Feature(app="parentis.trackers", address="trackers/"),
    Feature(app="parentis.strategy", address="strategy/"),
    Feature(app="parentis.funding", address="funding/"),
    Feature(app="parentis.targets", address="targets/"),
    Feature(app="parentis.visits", address="visits/"),
    Feature(app="parentis.members", address="members/"),
    Feature(app="parentis.public", address="public/"),
)

# Those whose entries have their pages in `record`.
PARTS_OF_A_RECORD = (
    "parentis.entries",
    "parentis.personal_details",
    "parentis.homes",
    "parentis.activities",
    "parentis.health",
)

# Those that other features build on, and that have no pages of their own.
WITHOUT_PAGES = ("parentis.recorded", "parentis.evidence", "parentis.report_blocks")
