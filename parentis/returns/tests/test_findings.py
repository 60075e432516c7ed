"""What was found in an upload: by file and severity, a hundred a page, as .xlsx."""

import io

import pytest
from openpyxl import load_workbook

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.returns.models import Found
from parentis.returns.tests.a_return import HEADER, OC3, receive

WRONG_HEADER = HEADER.replace("01/06/2012", "31/02/2012").replace("BAFR", "=1+1")
WRONG_OC3 = OC3.replace("F1", "F9")


@pytest.fixture
def with_mistakes(analyst):
    return receive(by=analyst, header=WRONG_HEADER, oc3=WRONG_OC3)


def found_on(page):
    return page.table("Findings")


def test_every_finding_names_its_place_its_value_and_what_to_do(
    visit, analyst, with_mistakes
):
    page = visit(f"/returns/{with_mistakes.pk}/findings/", by=analyst)

    by_value = {value: (where, what) for where, value, what in found_on(page)}
    where, what = by_value["31/02/2012"]
    assert where == "Header.csv, row 2, DOB child ann"
    assert what.startswith("Not used ")
    assert by_value["F9"][0] == "OC3.csv, row 2, ACTIV child dan"


def test_the_uploads_page_counts_them_by_file(visit, analyst, with_mistakes):
    page = visit(f"/returns/{with_mistakes.pk}/", by=analyst)

    assert ["Header.csv", "2", "0"] in page.table("Findings by file")
    leads = page.links["Header.csv"]
    assert leads == f"/returns/{with_mistakes.pk}/findings/?file=Header.csv"


def test_one_files_findings_are_shown_alone(visit, analyst, with_mistakes):
    page = visit(f"/returns/{with_mistakes.pk}/findings/?file=OC3.csv", by=analyst)

    assert {row[0].split(",")[0] for row in found_on(page)} == {"OC3.csv"}


def test_one_severity_is_shown_alone(visit, analyst, with_mistakes):
    url = f"/returns/{with_mistakes.pk}/findings/"
    errors = visit(f"{url}?severity=error", by=analyst)
    warnings = visit(f"{url}?severity=warning", by=analyst)

    assert all(row[2].startswith("Not used") for row in found_on(errors))
    assert "Not used" not in warnings


def test_a_kind_without_findings_says_so(visit, analyst, with_mistakes):
    page = visit(
        f"/returns/{with_mistakes.pk}/findings/?file=Episodes.csv&severity=error",
        by=analyst,
    )

    assert "There is no finding of this kind." in page


def test_findings_come_a_hundred_at_a_time_and_none_is_lost(visit, analyst, a_return):
    Found.objects.all().delete()
    Found.objects.bulk_create(
        Found(
            upload=a_return,
            file="Header.csv",
            row=row,
            rule="drawn",
            severity="error",
            message=f"Number {row}.",
        )
        for row in range(2, 252)
    )
    url, seen = f"/returns/{a_return.pk}/findings/?severity=error", []
    while True:
        page = visit(url, by=analyst)
        assert "250 findings" in page
        seen += [row[0] for row in found_on(page)]
        if "Next page" not in page.links:
            break
        url = f"/returns/{a_return.pk}/findings/{page.links['Next page']}"

    assert seen == [f"Header.csv, row {row}" for row in range(2, 252)]


@pytest.mark.parametrize(
    "asked", ["after=x", "after=" + "9" * 5000, "file=%00", "severity=%00x", "after=-1"]
)
def test_a_strange_address_still_opens(visit, analyst, with_mistakes, asked):
    page = visit(f"/returns/{with_mistakes.pk}/findings/?{asked}", by=analyst)

    assert page.status == 200


def test_the_workbook_holds_every_finding_and_no_formula(visit, analyst, with_mistakes):
    page = visit(f"/returns/{with_mistakes.pk}/findings.xlsx", by=analyst)
    assert page.response["Content-Disposition"] == (
        f'attachment; filename="findings-{with_mistakes.pk}.xlsx"'
    )
    sheet = load_workbook(io.BytesIO(page.response.content))["Findings"]
    heading, *rows = sheet.iter_rows()
    told = [
        {h.value: cell for h, cell in zip(heading, row, strict=True)} for row in rows
    ]

    assert len(told) == with_mistakes.findings.count()
    formula = next(r for r in told if r["The value as it was"].value == "=1+1")
    assert formula["The value as it was"].data_type == "s"
    assert formula["The value as it was"].quotePrefix
    assert formula["How serious"].value == "Could not be used"
    assert formula["File"].value == "Header.csv"
    assert formula["Row"].value == 3
    assert formula["Child"].value == "ben"


def test_a_return_without_a_finding_says_so(visit, analyst, a_return):
    Found.objects.all().delete()
    page = visit(f"/returns/{a_return.pk}/", by=analyst)

    assert "There is no finding." in page


@pytest.mark.parametrize("url", ["findings/", "findings.xlsx"])
def test_a_committee_officer_does_not_see_findings(visit, with_mistakes, url):
    page = visit(
        f"/returns/{with_mistakes.pk}/{url}", by=CommitteeOfficerFactory.create()
    )

    assert page.status == 403


def test_a_long_list_of_findings_takes_few_queries(
    client, analyst, with_mistakes, django_assert_max_num_queries
):
    client.force_login(analyst)
    with django_assert_max_num_queries(12):
        client.get(f"/returns/{with_mistakes.pk}/findings/")
