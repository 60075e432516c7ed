"""Councils side by side, as the Department for Education published them."""

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    UserFactory,
)
from parentis.comparisons import actions, queries
from parentis.comparisons.tests.published_files import EET, load
from parentis.indicators import INDICATOR_BY_CODE

EVERYBODY = [
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    AdministratorFactory,
]
CAPTION = f"{INDICATOR_BY_CODE[EET].title}, by council and year ending 31 March"


@pytest.fixture
def member(db):
    return ElectedMemberFactory.create()


@pytest.fixture
def published(db, tmp_path):
    load(tmp_path, by=AnalystFactory.create())


def row_of(page, council):
    """A council's figures by year."""
    years = page.headings_of(CAPTION)[1:]
    (found,) = [row for row in page.table(CAPTION) if row[0] == council]
    return dict(zip(years, found[1:], strict=True))


def test_at_first_our_own_neighbours_stand_beside_us(visit, member, published):
    page = visit(f"/compare/?indicator={EET}", by=member)

    assert page.heading == "Compare councils"
    assert [row[0] for row in page.table(CAPTION)] == [
        "Aldermere (us)",
        "Brackenshire",
        "Calderwold",
        "Dunmere",
        "North West",
        "England",
    ]
    assert row_of(page, "Aldermere (us)")["2025"] == "65%"
    assert row_of(page, "Dunmere")["2025"] == "80%"
    assert row_of(page, "England")["2025"] == "54%"


def test_a_hidden_figure_is_its_letter_and_never_a_nought(visit, member, published):
    page = visit(f"/compare/?indicator={EET}", by=member)

    assert row_of(page, "Brackenshire")["2025"] == "c"
    assert 'title="hidden by DfE, so that nobody can be recognised"' in page.html
    assert "It is never counted as 0." in page


def test_a_year_without_a_figure_is_a_dash(visit, member, published):
    page = visit(f"/compare/?indicator={EET}", by=member)

    assert row_of(page, "Brackenshire")["2024"] == "–"


def test_only_the_councils_chosen_are_shown(visit, member, published):
    page = visit(f"/compare/?indicator={EET}&council=703&council=704", by=member)

    assert [row[0] for row in page.table(CAPTION)] == [
        "Calderwold",
        "Dunmere",
        "North West",
        "England",
    ]
    assert "Choose councils (2 chosen, up to 12)" in page


def test_a_revised_figure_shows_both_and_the_later_one_counts(visit, member, published):
    page = visit(f"/compare/?indicator={EET}", by=member)

    assert row_of(page, "Aldermere (us)")["2024"] == "50% revised"
    (revision,) = page.items("Figures that were revised")
    assert revision.startswith("Aldermere, 2024: 50.0% (20 of 40), care leavers: ")
    assert "47.5% (19 of 40)" in revision


def test_the_page_names_its_sources_and_neighbours(visit, member, published):
    page = visit(f"/compare/?indicator={EET}", by=member)

    assert "Statistical neighbours: made up." in page
    assert (
        "care leavers: activity, release 2025"
        " (release_2025/la_care_leavers_activity.csv)" in page
    )
    assert "Open Government Licence v3.0" in page


def test_the_chart_is_drawn_and_told_in_words(visit, member, published):
    page = visit(f"/compare/?indicator={EET}", by=member)
    chart = visit(f"/compare/chart.svg?indicator={EET}", by=member)

    assert chart.response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in chart.response.content
    assert "Dunmere 80%" in page.html or "Dunmere: 80" in page.html


def test_what_is_on_the_page_comes_as_csv(visit, member, published):
    page = visit(f"/compare/download.csv?indicator={EET}&council=702", by=member)
    rows = list(csv.DictReader(io.StringIO(page.response.content.decode("utf-8-sig"))))

    (hidden,) = [row for row in rows if row["Place"] == "Brackenshire"]
    assert hidden["Value"] == ""
    assert hidden["Counted"] == ""
    assert hidden["DfE's symbol"] == "c"
    assert hidden["Year ending 31 March"] == "2025"
    england = [row for row in rows if row["Place"] == "England"]
    assert {row["Year ending 31 March"]: row["Value"] for row in england}["2025"] == (
        "54.0"
    )


def test_what_is_on_the_page_comes_as_a_workbook(visit, member, published):
    page = visit(f"/compare/download.xlsx?indicator={EET}", by=member)
    book = load_workbook(io.BytesIO(page.response.content))
    heading, *rows = book["Compare"].iter_rows(values_only=True)
    told = [dict(zip(heading, row, strict=True)) for row in rows]

    (ours,) = [
        row
        for row in told
        if row["Place"] == "Aldermere" and row["Year ending 31 March"] == 2025
    ]
    assert (ours["Value"], ours["Counted"], ours["Out of"]) == (65, 26, 40)
    (hidden,) = [row for row in told if row["Place"] == "Brackenshire"]
    assert (hidden["Value"], hidden["DfE's symbol"]) == (None, "c")
    assert "Department for Education" in str(book["Notes"]["B2"].value)


def test_there_is_no_download_of_another_kind(visit, member, published):
    assert visit("/compare/download.pdf", by=member).status == 404


@pytest.mark.parametrize(
    "asked",
    ["indicator=nothing", "council=999", "council=%00", "indicator=%00&council=x'"],
)
def test_a_strange_address_shows_what_there_is(visit, member, published, asked):
    page = visit(f"/compare/?{asked}", by=member)

    assert page.status == 200
    assert page.heading == "Compare councils"


def test_before_anything_is_loaded_the_page_says_what_to_do(visit, member):
    page = visit("/compare/", by=member)

    assert "Nothing that others published is loaded yet." in page


def test_nothing_loaded_has_no_chart(visit, member):
    assert visit("/compare/chart.svg", by=member).status == 404


@pytest.mark.parametrize("role", EVERYBODY)
def test_published_figures_are_open_to_everybody_who_signs_in(visit, published, role):
    page = visit(f"/compare/?indicator={EET}", by=role.create())

    assert page.status == 200


def test_only_an_analyst_loads_what_was_published(tmp_path, db):
    for role in set(Role) - {Role.PERFORMANCE_ANALYST}:
        with pytest.raises(PermissionDenied):
            actions.load_published(tmp_path, by=UserFactory.create(role=role))


def test_loading_again_replaces_what_was_there(visit, member, published, tmp_path):
    load(tmp_path, by=AnalystFactory.create())
    page = visit(f"/compare/?indicator={EET}", by=member)

    assert row_of(page, "Aldermere (us)")["2025"] == "65%"


def test_a_hidden_neighbour_is_not_averaged_in(member, published):
    ours = queries.comparators(viewer=member, year=2025)[EET, 2025]

    assert ours.neighbours_mean == pytest.approx((50 + 80) / 2)
    assert (ours.neighbours_with_value, ours.neighbours_listed) == (2, 3)
    assert (ours.rank, ours.out_of) == (2, 3)


def test_many_councils_take_few_queries(
    client, member, published, django_assert_max_num_queries
):
    client.force_login(member)
    with django_assert_max_num_queries(8):
        client.get(f"/compare/?indicator={EET}")
