"""The scorecard: every indicator's value, its direction, and others beside it."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.comparisons.tests.published_files import load
from parentis.figures import actions
from parentis.figures.models import ComputedFigure
from parentis.indicators.indicator import Theme

SEES_SMALL_NUMBERS = [AnalystFactory]
SEES_WHAT_IS_PUBLIC = [
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    AdministratorFactory,
]
ACTIVITY = "Education, employment and training"
IN_EET = "In education, work or training, aged 19 to 21"
IN_HE = "In higher education, aged 19 to 21"
NEET = "Not in education, work or training, aged 19 to 21"


def row_of(page, name, *, theme=ACTIVITY):
    """An indicator's cells by their heading."""
    (cells,) = [row for row in page.table(theme) if row[0] == name]
    return dict(zip(page.headings_of(theme), cells, strict=True))


def indicators_on(page):
    return [row[0] for rows in page.tables.values() for row in rows]


def rows_kept():
    return set(
        ComputedFigure.objects.values_list(
            "indicator", "year", "by", "group", "value", "is_hidden_from_public"
        )
    )


def as_csv(page):
    text = page.response.content.decode("utf-8-sig")
    return {row["Code"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_value_stands_with_whom_it_counts_and_out_of_how_many(
    visit, analyst, council
):
    page = visit("/figures/", by=analyst)

    assert page.heading == "Figures, year ending 31 March 2025"
    row = row_of(page, IN_EET)
    assert row["2025"] == "65%"
    assert row["Number"] == "26 of 40"


def test_a_rise_is_better_or_worse_as_the_indicator_says(visit, analyst, council):
    page = visit("/figures/", by=analyst)

    assert row_of(page, IN_EET)["Since 2024"] == "▲ Up 15.0 points: better"
    assert row_of(page, IN_HE)["Since 2024"] == "▼ Down 15.0 points: worse"
    assert row_of(page, NEET)["Since 2024"] == "▼ Down 15.0 points: better"


def test_others_stand_beside_us(visit, analyst, council, tmp_path):
    load(tmp_path / "published", by=analyst)
    row = row_of(visit("/figures/", by=analyst), IN_EET)

    assert row["Neighbours"] == "65%"
    assert row["North West"] == "55%"
    assert row["England"] == "54%"


def test_without_published_files_there_is_a_dash_beside_us(visit, analyst, council):
    row = row_of(visit("/figures/", by=analyst), IN_EET)

    assert (row["Neighbours"], row["Region"], row["England"]) == ("–", "–", "–")


def test_an_earlier_year_can_be_chosen(visit, analyst, council):
    page = visit("/figures/?year=2024", by=analyst)

    assert page.heading == "Figures, year ending 31 March 2024"
    assert row_of(page, IN_EET)["2024"] == "50%"
    assert row_of(page, IN_EET)["Since 2023"] == ""


def test_one_theme_can_be_chosen(visit, analyst, council):
    page = visit("/figures/?theme=activity", by=analyst)

    assert list(page.tables) == [ACTIVITY]


def test_at_first_single_ages_and_categories_are_left_out(visit, analyst, council):
    main = indicators_on(visit("/figures/", by=analyst))
    every = indicators_on(visit("/figures/?show=all", by=analyst))

    assert "In education, work or training, aged 20" not in main
    assert "In education, work or training, aged 20" in every
    assert set(main) < set(every)


def test_a_historic_figure_says_so(visit, analyst, council):
    every = indicators_on(visit("/figures/?show=all", by=analyst))

    assert "NI 148: in education, work or training at 19 Historic" in every


def test_a_figure_that_needs_another_year_says_which_and_has_no_number(
    visit, analyst, council
):
    page = visit("/figures/", by=analyst)

    (row,) = [r for r in page.table("Stability") if "two years" in r[0]]
    assert row[1] == "needs the return of 2023"


@pytest.mark.parametrize("role", SEES_WHAT_IS_PUBLIC)
def test_small_numbers_are_hidden_from_others(visit, council, role):
    page = visit("/figures/", by=role.create())

    hidden = row_of(page, IN_HE)
    assert hidden["2025"] == "hidden"
    assert hidden["Number"] == ""
    assert hidden["Since 2024"] == ""
    assert row_of(page, IN_EET)["2025"] == "65%"
    assert "“hidden” means 1 to 5 young people" in page


def test_an_analyst_sees_small_numbers(visit, analyst, council):
    row = row_of(visit("/figures/", by=analyst), IN_HE)

    assert (row["2025"], row["Number"]) == ("5%", "2 of 40")


def test_what_would_reveal_a_hidden_number_is_hidden_too(visit, officer, council):
    """2 in higher education could be worked out from 26 less 12 less 12."""
    page = visit("/figures/?show=all", by=officer)

    cells = {row[0]: row[1] for row in page.table(ACTIVITY)}
    assert cells["In education, work or training, aged 19 to 21"] == "65%"
    assert cells["In higher education, aged 19 to 21"] == "hidden"
    assert cells["Activity of care leavers aged 19 to 21: other education"] == "hidden"


def test_the_line_of_years_leaves_a_gap_where_a_number_is_hidden(
    visit, officer, analyst, council
):
    """Two years make a line; a year alone makes none."""

    def line(page):
        at = page.html.index("higher-education-19-to-21/?year=2025")
        row = page.html[at : page.html.index("</tr>", at)]
        return re.search(r'points="[^" ]+ [^" ]+', row) is not None

    assert line(visit("/figures/", by=analyst))
    assert not line(visit("/figures/", by=officer))


def test_the_csv_says_what_the_page_says(visit, analyst, council):
    rows = as_csv(visit("/figures/download.csv?year=2025", by=analyst))

    ours = rows["eet-19-to-21"]
    assert (ours["Value"], ours["Counted"], ours["Out of"]) == ("65.0", "26", "40")
    assert ours["Year before"] == "50.0"
    lacking = rows["same-placement-two-years"]
    assert (lacking["Value"], lacking["Why no value"]) == (
        "",
        "needs the return of 2023",
    )


def test_a_hidden_number_is_in_no_download(visit, officer, council):
    rows = as_csv(visit("/figures/download.csv?show=all", by=officer))
    hidden = rows["higher-education-19-to-21"]
    assert [hidden[name] for name in ("Value", "Counted", "Out of")] == ["", "", ""]
    assert hidden["Why no value"] == "hidden"

    page = visit("/figures/download.xlsx?show=all", by=officer)
    book = load_workbook(io.BytesIO(page.response.content))
    heading, *cells = book["Figures 2025"].iter_rows(values_only=True)
    told = [dict(zip(heading, row, strict=True)) for row in cells]
    (hidden,) = [row for row in told if row["Code"] == "higher-education-19-to-21"]
    assert (hidden["Value"], hidden["Counted"], hidden["Out of"]) == (None, None, None)
    (shown,) = [row for row in told if row["Code"] == "eet-19-to-21"]
    assert (shown["Value"], shown["Counted"], shown["Out of"]) == (65, 26, 40)
    assert any("hidden" in str(row[1]) for row in book["Notes"].values)


def test_the_download_follows_the_choices_of_the_page(visit, analyst, council):
    page = visit("/figures/?year=2024&theme=activity", by=analyst)
    leads = page.links["CSV"]
    rows = as_csv(visit(leads, by=analyst))

    assert leads == "/figures/download.csv?year=2024&theme=activity"
    assert {row["Year ending 31 March"] for row in rows.values()} == {"2024"}
    assert {row["Theme"] for row in rows.values()} == {Theme.ACTIVITY.value}


@pytest.mark.parametrize("asked", ["year=x", "year=1066", "theme=x", "year=9999999"])
def test_a_strange_address_shows_what_there_is(visit, analyst, council, asked):
    page = visit(f"/figures/?{asked}", by=analyst)

    assert page.status == 200
    assert page.heading == "Figures, year ending 31 March 2025"


def test_at_first_an_analyst_is_led_to_the_upload(visit, analyst):
    page = visit("/figures/", by=analyst)

    assert page.heading == "Figures"
    assert page.links["upload a return"] == "/returns/upload-return/"


@pytest.mark.parametrize("role", SEES_WHAT_IS_PUBLIC)
def test_at_first_others_are_told_whom_to_wait_for(visit, db, role):
    page = visit("/figures/", by=role.create())

    assert "A performance analyst uploads it." in page
    assert page.links == {}


def test_there_is_no_download_before_a_figure(visit, analyst):
    assert visit("/figures/download.csv", by=analyst).status == 404


def test_an_indicator_that_came_with_a_new_version_waits(visit, analyst, council):
    ComputedFigure.objects.filter(indicator="eet-19-to-21").delete()
    page = visit("/figures/", by=analyst)

    assert page.status == 200
    assert IN_EET not in indicators_on(page)


@pytest.mark.parametrize("asked", ["", "?show=all"])
def test_the_scorecard_takes_few_queries(
    client, analyst, council, django_assert_max_num_queries, asked
):
    client.force_login(analyst)
    with django_assert_max_num_queries(8):
        client.get(f"/figures/{asked}")


def test_computing_keeps_what_the_page_shows_and_hides(
    analyst, council, returns_in_force
):
    """The real computation, of returns in force: the same rows as these tests drew."""
    drawn = rows_kept()
    computed = actions.compute_figures(by=analyst, at=datetime(2025, 6, 4, tzinfo=UTC))

    assert set(computed.uploads) == {"2024", "2025"}
    assert rows_kept() == drawn


def test_each_row_of_the_full_scorecard_tells_whose_figure_it_is(
    visit, analyst, council
):
    every = indicators_on(visit("/figures/?show=all", by=analyst))

    assert len(every) == len(set(every))
