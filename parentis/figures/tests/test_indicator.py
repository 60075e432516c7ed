"""An indicator's page: what it counts, every year of it, who they are."""

import csv
import io

import pytest
from openpyxl import load_workbook

from parentis.accounts.tests.factories import (
    AdministratorFactory,
    ElectedMemberFactory,
)
from parentis.comparisons.tests.published_files import load

EET = "/figures/eet-19-to-21/"
HE = "/figures/higher-education-19-to-21/"
YEARS = "In education, work or training, aged 19 to 21 over the years, beside others"


def test_the_page_says_what_is_counted_and_where_that_is_written(
    visit, analyst, council
):
    page = visit(EET, by=analyst)

    assert (
        page.heading
        == "Care leavers aged 19 to 21 in education, employment or training"
    )
    assert page.summary["Counted"] == (
        "Care leavers in education, employment or training, full or part time."
    )
    assert page.summary["Out of"].startswith("All care leavers aged 19 to 21")
    assert page.summary["Which way is good"] == "Higher is better"
    assert page.summary["Source"].startswith(
        "Children looked after in England: methodology, Care leavers"
    )
    assert "65.0%" in page
    assert "26 of 40 in the year ending 31 March 2025" in page


def test_every_year_stands_beside_others(visit, analyst, council, tmp_path):
    load(tmp_path / "published", by=analyst)
    page = visit(EET, by=analyst)
    heading = page.headings_of(YEARS)
    years = {row[0]: dict(zip(heading, row, strict=True)) for row in page.table(YEARS)}

    assert list(years) == ["2024", "2025"]
    now = years["2025"]
    assert (now["Ours"], now["Number"]) == ("65.0%", "26 of 40")
    assert (now["Neighbours, mean"], now["Neighbours, median"]) == ("65.0%", "65.0%")
    assert (now["North West"], now["England"]) == ("55%", "54%")
    assert now["Rank among councils"] == "2 of 3, quarter 2"
    assert "2 of 3 had a figure for 2025" in page


def test_a_formula_from_memory_is_marked_so(visit, analyst, council):
    page = visit("/figures/same-placement-two-years/", by=analyst)

    assert "From memory" in page.summary["Source"]
    assert "Check it before you rely on it." in page.summary["Source"]
    assert "From memory" not in visit(EET, by=analyst)


def test_a_historic_definition_is_never_to_be_quoted(visit, analyst, council):
    page = visit("/figures/ni-148/", by=analyst)

    assert "never quote it as a current figure" in page.summary["Years"]


def test_a_figure_that_needs_another_year_says_which(visit, analyst, council):
    page = visit("/figures/same-placement-two-years/", by=analyst)

    assert "2025: needs the return of 2023." in page
    assert "See the young people behind this figure" not in page.links


def test_breakdowns_say_who_they_are(visit, analyst, council):
    page = visit(EET, by=analyst)

    assert {"Sex", "Age", "Ethnicity"} <= {name.split(",")[0] for name in page.tables}
    by_age = {row[0]: row[1:] for row in page.table("Age")}
    assert by_age["20"] == ["65%", "26 of 40"]


def test_a_breakdown_that_no_return_can_tell_says_not_known(visit, analyst, council):
    page = visit(EET, by=analyst)

    by_sex = {row[0]: row[1:] for row in page.table("Sex")}
    assert by_sex["Not known"] == ["65%", "26 of 40"]


def test_a_small_number_is_hidden_from_a_member_everywhere_on_the_page(
    visit, council, analyst
):
    page = visit(HE, by=ElectedMemberFactory.create())

    assert "hidden, so that no young person can be recognised" in page
    caption = next(name for name in page.tables if name.endswith("beside others"))
    now = next(row for row in page.table(caption) if row[0] == "2025")
    assert now[1:3] == ["hidden", ""]
    for breakdown in ("Sex", "Age", "Ethnicity"):
        assert {row[1] for row in page.table(breakdown)} <= {"hidden", "–"}
    assert "2 of 40" not in page.html
    assert "5%" not in page.text


def test_a_hidden_number_is_neither_drawn_nor_told_of_the_chart(
    visit, officer, council
):
    page = visit(HE, by=officer)
    drawn = visit(f"{HE}trend.svg", by=officer).response.content.decode()

    assert "5.0%" not in page.html
    assert ">5%<" not in drawn
    assert "5.0" not in drawn


def test_the_chart_is_told_in_words_and_is_no_larger_than_the_table(
    visit, analyst, council
):
    page = visit(EET, by=analyst)
    chart = visit(f"{EET}trend.svg", by=analyst)

    assert chart.response["Content-Type"] == "image/svg+xml"
    assert "65" in page.html[page.html.index('alt="') :][:800]


def test_an_earlier_year_can_be_opened(visit, analyst, council):
    page = visit(f"{EET}?year=2024", by=analyst)

    assert "20 of 40 in the year ending 31 March 2024" in page
    assert page.links["See the young people behind this figure"] == (
        "/figures/eet-19-to-21/young-people/2024/"
    )


def test_the_same_figure_at_other_ages_is_near(visit, analyst, council):
    page = visit(EET, by=analyst)

    title = "Care leavers aged 17 to 18 in education, employment or training"
    assert page.links[title] == "/figures/eet-17-to-18/?year=2025"


def test_years_and_groups_come_as_csv(visit, analyst, council):
    page = visit(f"{EET}download.csv", by=analyst)
    rows = list(csv.DictReader(io.StringIO(page.response.content.decode("utf-8-sig"))))

    years = {
        row["Year ending 31 March"]: row["Value"]
        for row in rows
        if row["Who"] == "Everybody"
    }
    assert years == {"2024": "50.0", "2025": "65.0"}
    (twenty,) = [r for r in rows if (r["Who"], r["Group"]) == ("Age", "20")]
    assert (twenty["Counted"], twenty["Out of"]) == ("26", "40")


def test_the_workbook_keeps_the_definition_and_hides_what_is_hidden(
    visit, officer, council
):
    page = visit(f"{HE}download.xlsx", by=officer)
    book = load_workbook(io.BytesIO(page.response.content))
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    told = [dict(zip(heading, row, strict=True)) for row in rows]

    now = [row for row in told if row["Year ending 31 March"] == 2025]
    assert {row["Value"] for row in now} <= {None, 0}
    notes = {str(row[0]): row[1] for row in book["Notes"].values}
    assert notes["Counted"] == "Care leavers in higher education, full or part time."


@pytest.mark.parametrize("url", ["/figures/nothing/", "/figures/nothing/trend.svg"])
def test_an_indicator_that_is_not_there_is_not_found(visit, analyst, council, url):
    assert visit(url, by=analyst).status == 404


def test_before_any_figure_an_indicator_is_not_found(visit, analyst):
    assert visit(EET, by=analyst).status == 404


def test_there_is_no_download_of_another_kind(visit, analyst, council):
    assert visit(f"{EET}download.exe", by=analyst).status == 404


def test_an_administrator_sees_the_figure_and_no_way_to_its_people(visit, council):
    page = visit(EET, by=AdministratorFactory.create())

    assert page.status == 200
    assert "See the young people behind this figure" not in page.links


def test_the_page_takes_few_queries(
    client, analyst, council, django_assert_max_num_queries
):
    client.force_login(analyst)
    with django_assert_max_num_queries(8):
        client.get(EET)
