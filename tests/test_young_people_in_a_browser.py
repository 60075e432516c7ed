"""The pages of young people in a real browser: axe, widths, no JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from parentis.accounts.models import User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    DataGuardianFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.young_people.models import AddressConfirmation
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

pytestmark = pytest.mark.browser

OF_A_MANAGER = [
    "/young-people/",
    "/young-people/search/",
    "/young-people/add/",
    "/young-people/emergency/",
    "/young-people/hand-over/{adviser}/",
    "/young-people/confirmations/",
    "/young-people/restrictions/{restriction}/review/",
    "/young-people/restrictions/{restriction}/end/",
    "/young-people/{sam}/",
    "/young-people/{restricted}/",
    "/young-people/{sam}/change-names/",
    "/young-people/{sam}/add-address/",
    "/young-people/{sam}/addresses/{hidden}/",
    "/young-people/{sam}/addresses/{hidden}/ask-to-show/",
    "/young-people/{sam}/allocate/",
    "/young-people/{sam}/allocations/{allocation}/end/",
    "/young-people/{sam}/restrict/",
    "/young-people/{sam}/print/",
]
OF_THE_DATA_GUARDIAN = [
    "/young-people/restrictions/",
    "/young-people/restrictions/restrict/",
    "/young-people/restrictions/{restriction}/review/",
]


@dataclass(frozen=True, kw_only=True)
class There:
    """Who is there, and the numbers to put into addresses."""

    manager: User
    adviser: User
    colleague: User
    guardian: User
    numbers: dict[str, int]


@pytest.fixture
def there(transactional_db: None) -> There:
    team = TeamFactory.create(name="Leaving care north")
    adviser, colleague, manager = (
        TeamMembershipFactory.create(team=team, person=factory.create(name=name)).person
        for factory, name in (
            (AdviserFactory, "Bethan Marsh"),
            (AdviserFactory, "Kwame Aldous"),
            (ManagerFactory, "Rukhsana Peel"),
        )
    )
    sam = YoungPersonFactory.create(
        service=team.service, family_name="Thornbury-Featherstonehaugh"
    )
    allocation = AllocationFactory.create(young_person=sam, person=adviser)
    AddressFactory.create(young_person=sam)
    hidden = AddressFactory.create(
        young_person=sam, lines="9 Hidden Close", is_confidential=True
    )
    AddressConfirmation.objects.create(
        address=hidden,
        document="The housing application, for Aldermere Homes",
        asked_by=adviser,
        asked_at=datetime(2026, 3, 10, 9, tzinfo=UTC),
    )
    restricted = YoungPersonFactory.create(service=team.service, family_name="Noor")
    restriction = RestrictionFactory.create(young_person=restricted)
    ListedStaffFactory.create(restriction=restriction, person=manager)
    return There(
        manager=manager,
        adviser=adviser,
        colleague=colleague,
        guardian=DataGuardianFactory.create(name="Dafydd Rowe"),
        numbers={
            "sam": sam.pk,
            "adviser": adviser.pk,
            "hidden": hidden.pk,
            "allocation": allocation.pk,
            "restricted": restricted.pk,
            "restriction": restriction.pk,
        },
    )


@pytest.fixture
def page_of(browser_page: Any, live_server: Any) -> Callable[..., Any]:
    """A page in the browser of one of those who are there."""

    def open_page(person: User, *, with_scripts: bool = True) -> Any:
        client = Client()
        client.force_login(person)
        page = browser_page(None, with_scripts=with_scripts)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url}]
        )
        return page

    return open_page


@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        ("manager", OF_A_MANAGER),
        ("guardian", OF_THE_DATA_GUARDIAN),
        ("colleague", ["/young-people/{sam}/say-why/"]),
    ],
)
def test_no_page_has_a_fault_that_axe_knows_or_scrolls_sideways(
    page_of, axe, there, who, addresses
):
    page = page_of(getattr(there, who))

    for address in addresses:
        answer = page.goto(address.format(**there.numbers))
        assert answer.status == 200, address
        axe(page)


def test_what_a_search_finds_has_no_fault_that_axe_knows(page_of, axe, there):
    page = page_of(there.colleague)
    page.goto("/young-people/")
    page.get_by_label("Name, address or child number").fill("sam")
    page.get_by_role("button", name="Search").click()

    page.get_by_text("Say why to open it").first.wait_for()
    axe(page)


@pytest.mark.parametrize("part", ["add-address/", "allocate/", "restrict/"])
def test_mistakes_are_shown_without_fault(page_of, axe, there, part):
    page = page_of(there.manager)
    page.goto(f"/young-people/{there.numbers['sam']}/{part}")
    while (ticked := page.locator("main input:checked")).count():
        ticked.first.uncheck()

    page.locator("main form button").click()

    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_confidential_address_is_asked_for_confirmed_and_shown_once(
    page_of, there, with_scripts
):
    adviser = page_of(there.adviser, with_scripts=with_scripts)
    manager = page_of(there.manager, with_scripts=with_scripts)

    manager.goto("/young-people/confirmations/")
    manager.get_by_role("button", name="Yes, show it once").click()
    expect(manager.get_by_text("the address may be on the document")).to_be_visible()

    adviser.goto(f"/young-people/{there.numbers['sam']}/print/")
    expect(adviser.get_by_text("9 Hidden Close")).not_to_be_visible()
    adviser.get_by_role("button", name="Show the sheet with this address").click()
    expect(adviser.get_by_text("9 Hidden Close")).to_be_visible()

    adviser.goto(f"/young-people/{there.numbers['sam']}/print/")
    expect(adviser.get_by_text("9 Hidden Close")).not_to_be_visible()
    assert adviser.get_by_role("button", name="Show the sheet").count() == 0


@pytest.mark.parametrize("part", ["", "addresses/{hidden}/"])
def test_no_page_prints_a_confidential_address(page_of, there, part):
    page = page_of(there.manager)
    page.goto(f"/young-people/{there.numbers['sam']}/{part.format(**there.numbers)}")
    shown = page.locator("main").inner_text()

    page.emulate_media(media="print")

    assert "onfidential" in shown
    assert page.get_by_text("left out because it is confidential").is_visible()
    assert "Hidden Close" not in page.locator("main").inner_text()
    boxes = page.locator("main textarea").all()
    assert [box.is_visible() for box in boxes] == [False] * len(boxes)


def test_the_sheet_on_a4_is_one_page_without_menus(page_of, there):
    page = page_of(there.manager)
    page.goto(f"/young-people/{there.numbers['sam']}/print/")
    page.emulate_media(media="print")

    for gone in ("What you can do", "Print this page with your browser", "Sign out"):
        assert not page.get_by_text(gone).is_visible(), gone
    assert page.get_by_role("heading", name="Addresses").is_visible()
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 1
