"""A figure with its target: as the public may read it, on the day and today."""

from datetime import UTC, date, datetime

import pytest

from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.evidence.actions import NewEvidence
from parentis.evidence.choices import Direction, EvidenceKind
from parentis.figures import actions as figures
from parentis.figures.models import Computation, ComputedFigure
from parentis.recommendations.choices import Status
from parentis.recommendations.story import queries as story
from parentis.recommendations.tests.factories import RecommendationFactory
from parentis.recommendations.updates import actions
from parentis.recommendations.updates.actions import NewStatus

MAY = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
EET, HIDDEN = "eet-19-to-21", "higher-education-19-to-21"


@pytest.fixture
def officer(db):
    ComputedFigure.objects.create(
        indicator=EET, year=2025, numerator=26, denominator=40, value=65.0
    )
    ComputedFigure.objects.create(
        indicator=HIDDEN,
        year=2025,
        numerator=3,
        denominator=40,
        value=7.5,
        is_hidden_from_public=True,
    )
    Computation.objects.create(computed_at=MAY)
    return CommitteeOfficerFactory.create()


def status_on(indicator, officer, *, at_least=60.0):
    of = RecommendationFactory.create()
    evidence = NewEvidence(
        kind=EvidenceKind.INDICATOR,
        indicator=indicator,
        direction=Direction.AT_LEAST,
        target=at_least,
    )
    new = NewStatus(status=Status.GREEN, set_by="Head of Service", evidence=evidence)
    actions.set_status(of, by=officer, at=MAY, new=new)
    return of


def shown(of, viewer):
    page = story.recommendation_page(of.pk, viewer=viewer, on=date(2026, 6, 1))
    return page.story[0].statuses[0].evidence


def shown_to_public(of):
    page = story.public_recommendation(of.pk, on=date(2026, 6, 1))
    return page.story[0].statuses[0].evidence


def correct(numerator, *, year=2025):
    ComputedFigure.objects.filter(indicator=EET, year=year, by="").update(
        numerator=numerator, value=100 * numerator / 40
    )


def test_it_says_the_value_of_that_day_beside_today_and_whether_the_target_is_met(
    officer,
):
    figures.tell_public(by=officer, at=MAY)
    of = status_on(EET, officer)
    said = shown(of, officer)

    assert said.headline.endswith("in education, employment or training: at least 60%")
    assert (said.then, said.now) == ("65.0% (2025)", "65.0% (2025)")
    assert (said.was_met, said.is_met) == (True, True)
    assert shown_to_public(of).then == "65.0% (2025)"

    ComputedFigure.objects.create(
        indicator=EET, year=2026, numerator=20, denominator=40, value=50.0
    )
    said = shown(of, officer)
    assert (said.then, said.now) == ("65.0% (2025)", "50.0% (2026)")
    assert said.met_in_words == "The target is not met"
    assert shown_to_public(of).now == "65.0% (2025)"


def test_a_correction_by_three_cannot_be_read_from_it(officer):
    figures.tell_public(by=officer, at=MAY)
    of = status_on(EET, officer)
    correct(29)

    assert shown(of, ElectedMemberFactory.create()).now == "65.0% (2025)"
    assert shown_to_public(of).now == "65.0% (2025)"


def test_what_was_never_told_does_not_stand_beside_its_correction(officer):
    of = status_on(EET, officer)
    assert shown(of, officer).then == "65.0% (2025)"
    assert shown_to_public(of).then == ""
    correct(29)

    assert shown(of, officer).then == ""


def test_a_hidden_figure_stays_hidden_to_all(officer):
    figures.tell_public(by=officer, at=MAY)
    of = status_on(HIDDEN, officer)

    for said in (shown(of, officer), shown_to_public(of)):
        assert (said.then, said.now) == ("hidden (2025)", "hidden (2025)")
        assert said.met_in_words == "Whether the target is met cannot be told"
