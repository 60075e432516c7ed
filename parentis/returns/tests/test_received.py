"""The returns received: all kept, the newest complete one of a year in force."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.tests.factories import (
    AdministratorFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.figures import queries as figures
from parentis.returns import actions, queries
from parentis.returns.models import InForce, Upload
from parentis.returns.tests.a_return import (
    A_RETURN,
    EPISODES,
    OC3,
    RECEIVED_AT,
    as_csv_files,
    file,
    receive,
)

LATER = RECEIVED_AT + timedelta(days=1)
TWO_MORE = f"{OC3}fay | 03/07/2005 | YES | F2 | U1\n gus | 04/07/2005 | YES | P1 | U1\n"


def in_force(year=2025):
    return InForce.objects.get(year=year).upload


def test_every_upload_is_kept_and_the_newest_complete_one_is_in_force(visit, analyst):
    receive(by=analyst)
    newest = receive(by=analyst, at=LATER, oc3=TWO_MORE)
    page = visit("/returns/", by=analyst)

    newer, older = page.items("Year ending 31 March 2025")
    assert newer.startswith("Header.csv and 2 more In force Received 4 June 2025")
    assert older.startswith("Header.csv and 2 more Received 3 June 2025, 10:30")
    assert "from Amara Whitlock" in older
    assert in_force() == newest


def test_years_stand_with_the_latest_first(visit, analyst):
    receive(by=analyst, year=2024)
    receive(by=analyst, year=2025)
    page = visit("/returns/", by=analyst)

    text = page.text
    assert text.index("31 March 2025") < text.index("31 March 2024")


def test_one_that_is_not_complete_does_not_take_over(visit, analyst):
    first = receive(by=analyst)
    lacking = {name: t for name, t in A_RETURN.items() if name != "OC3.csv"}
    receive(by=analyst, at=LATER, files=as_csv_files(lacking))
    page = visit("/returns/", by=analyst)

    newer, older = page.items("Year ending 31 March 2025")
    assert "Not complete" in newer
    assert "Put this one back" not in newer
    assert "In force" in older
    assert in_force() == first


def test_one_that_is_refused_changes_nothing(visit, analyst):
    first = receive(by=analyst)
    receive(by=analyst, at=LATER, year=None, files=[file("x.csv", "a,b\n1,2\n")])
    page = visit("/returns/", by=analyst)

    (refused,) = page.items("No year yet")
    assert "Could not be read" in refused
    assert in_force() == first


def test_an_older_one_is_put_back_and_the_figures_follow(visit, analyst, run_tasks):
    older = receive(by=analyst)
    receive(by=analyst, at=LATER, oc3=TWO_MORE)
    page = visit("/returns/", by=analyst)
    assert (
        "Put this one back in force"
        ": Header.csv and 2 more, received 3 June 2025, 10:30" in page.buttons
    )

    page = visit(f"/returns/{older.pk}/put-in-force/", by=analyst, answers={})

    assert page.heading == "Returns"
    (message,) = page.messages
    assert message == (
        "Header.csv and 2 more is in force for 2025."
        " The figures are being computed from it"
    )
    assert in_force() == older
    assert InForce.objects.get().by == analyst
    assert run_tasks() == ["figures.compute_figures"]
    (in_touch,) = [
        figure
        for figure in figures.figures_of_all_years(viewer=analyst)
        if figure.indicator == "in-touch-19-to-21"
    ]
    assert (in_touch.numerator, in_touch.denominator) == (1, 2)


def test_putting_back_an_incomplete_one_is_refused_in_words(visit, analyst):
    first = receive(by=analyst)
    lacking = receive(
        by=analyst, at=LATER, files=as_csv_files({"Episodes.csv": EPISODES})
    )
    page = visit(f"/returns/{lacking.pk}/put-in-force/", by=analyst, answers={})

    assert page.messages == [
        "Only a complete return can be in force: one with Header, Episodes and OC3."
    ]
    assert in_force() == first


def test_files_are_kept_as_they_came(analyst, a_return):
    kept = a_return.files_folder / "OC3.csv"

    assert kept.read_bytes() == as_csv_files()[2].read()


def test_at_first_the_page_says_how_to_begin(visit, analyst):
    page = visit("/returns/", by=analyst)

    assert "There is no return yet." in page
    assert page.links["Upload a return"] == "/returns/upload-return/"


@pytest.mark.parametrize(
    "role", [CommitteeOfficerFactory, ElectedMemberFactory, AdministratorFactory]
)
def test_returns_are_the_analysts(visit, a_return, role):
    somebody = role.create()

    assert visit("/returns/", by=somebody).status == 403
    page = visit(f"/returns/{a_return.pk}/put-in-force/", by=somebody, answers={})
    assert page.status == 403
    with pytest.raises(PermissionDenied):
        actions.put_in_force(a_return, by=somebody, at=LATER)
    with pytest.raises(PermissionDenied):
        queries.received(viewer=somebody, at=LATER)


def test_putting_back_is_never_done_by_a_link(visit, analyst, a_return):
    assert visit(f"/returns/{a_return.pk}/put-in-force/", by=analyst).status == 405


def test_more_uploads_take_no_more_queries(
    client, analyst, django_assert_max_num_queries
):
    Upload.objects.bulk_create(
        Upload(
            year=2016 + number % 12,
            name=f"return {number}.zip",
            size=1,
            state="read",
            received_at=RECEIVED_AT,
            received_by=analyst,
        )
        for number in range(60)
    )
    client.force_login(analyst)
    with django_assert_max_num_queries(8):
        client.get("/returns/")
