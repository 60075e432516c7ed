"""What the public was told of figures, and what it is told after a correction."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.tests.factories import AnalystFactory, CommitteeOfficerFactory
from parentis.figures import actions, queries
from parentis.figures.models import ComputedFigure
from parentis.figures.tests import a_council
from parentis.indicators.indicator import Figure

pytestmark = pytest.mark.django_db
IN_MAY = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
IN_JUNE = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)
EET = "eet-19-to-21"


@pytest.fixture
def officer():
    a_council.fill_figures()
    return CommitteeOfficerFactory.create()


def as_public(code: str = EET, year: int = 2025):
    for told in queries.told_to_public(viewer=None):
        for figure in told.figures:
            if (figure.indicator, figure.year) == (code, year):
                return figure
    return None


def correct(numerator: int) -> None:
    """The return says something else now, of those in work or learning alone."""
    ComputedFigure.objects.filter(indicator=EET, year=2025, by="").update(
        numerator=numerator, value=100 * numerator / 40
    )


def test_nothing_is_public_before_somebody_tells_it(officer):
    assert queries.told_to_public(viewer=None) == []


def test_what_is_told_is_what_disclosure_control_shows(officer):
    actions.tell_public(by=officer, at=IN_MAY)

    assert as_public().numerator == 26
    hidden = as_public("higher-education-19-to-21")
    assert (hidden.numerator, hidden.is_hidden) == (None, True)


def test_a_correction_by_three_stays_as_it_was_told(officer):
    actions.tell_public(by=officer, at=IN_MAY)
    correct(29)

    actions.tell_public(by=officer, at=IN_JUNE)

    assert (as_public().numerator, as_public().is_as_told) == (26, True)
    (preview,) = [
        each
        for each in queries.figures_for_public(viewer=officer)
        if (each.indicator, each.year) == (EET, 2025)
    ]
    assert (preview.numerator, preview.is_as_told) == (26, True)


def test_telling_the_same_again_adds_nothing(officer):
    assert actions.tell_public(by=officer, at=IN_MAY) == [2024, 2025]
    assert actions.tell_public(by=officer, at=IN_JUNE) == []


def test_only_who_publishes_tells_the_public(officer):
    with pytest.raises(PermissionDenied):
        actions.tell_public(by=AnalystFactory.create(), at=IN_MAY)


def test_what_was_published_is_corrected_in_public_once_it_is_computed_anew(
    officer, monkeypatch
):
    actions.tell_public(by=officer, at=IN_MAY)
    analyst = AnalystFactory.create()
    a_council.receive_returns(by=analyst)

    def with_another_count(*_given, **_also):
        return [
            Figure(
                indicator=EET,
                council="",
                year=2025,
                numerator=14,
                denominator=40,
                value=35.0,
            )
        ]

    monkeypatch.setattr(actions, "compute", with_another_count)
    monkeypatch.setattr(actions, "BREAKDOWNS", ())
    actions.compute_figures(by=analyst, at=IN_JUNE)

    assert (as_public().numerator, as_public().is_as_told) == (14, False)
    # Nothing of 2024 was computed: what was told of it stays.
    assert {each.year for each in queries.told_to_public(viewer=None)} == {2024, 2025}
