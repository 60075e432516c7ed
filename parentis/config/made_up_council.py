"""The made-up county as a parent: its panel, its promises and what it told of them."""

from datetime import datetime

from parentis.config.made_up_bodies import committee_officer, fill_bodies
from parentis.config.made_up_five_reports import fill_five_reports
from parentis.config.made_up_funding import fill_funding
from parentis.config.made_up_meetings import fill_meetings
from parentis.config.made_up_members import fill_members
from parentis.config.made_up_recommendations import fill_recommendations
from parentis.config.made_up_reports import fill_reports
from parentis.config.made_up_strategy import fill_strategy
from parentis.config.made_up_targets import fill_targets
from parentis.config.made_up_trackers import fill_trackers
from parentis.config.made_up_visits import fill_visits
from parentis.figures import actions as figures


def tell_figures(*, at: datetime) -> None:
    """To the public, which reads of evidence only what it was told."""
    figures.tell_public(by=committee_officer(), at=at)


# Each rests on those before it.
IN_ORDER = (
    fill_bodies,
    fill_meetings,
    fill_members,
    tell_figures,
    fill_recommendations,
    fill_strategy,
    fill_funding,
    fill_targets,
    fill_visits,
    fill_trackers,
    fill_reports,
    fill_five_reports,
)


def fill_council(*, at: datetime) -> None:
    """Each part that holds nothing yet."""
    for fill in IN_ORDER:
        fill(at=at)
