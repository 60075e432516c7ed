"""Who looked at one young person: a manager reads it by name, an auditor by number."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdviserFactory,
    DataGuardianFactory,
    ManagerFactory,
    UserFactory,
)
from parentis.audit.choices import Looking, Pattern
from parentis.who_looked.tests.conftest import NOW, look
from parentis.young_people.tests.factories import (
    AddressFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

DAY = timedelta(days=1)


def address(young_person, more=""):
    return f"/who-looked/young-people/{young_person.pk}/{more}"


def looks(page):
    return page.tables.get("Looks", [])


def test_a_manager_reads_who_opened_the_record_and_why(visit, manager, bethan, amara):
    look(bethan, amara, why="She rang and asked for me")

    page = visit(address(amara), by=manager)

    assert page.heading == "Who looked at Amara Thornbury"
    assert page.headings_of("Looks") == ["When", "Who", "What they did", "Why", "Flags"]
    assert looks(page)[-1] == [
        "3 May 2026, 14:05",
        "Bethan Marsh, personal adviser",
        "Opened the record",
        "She rang and asked for me",
        "",
    ]


def test_that_somebody_reads_who_looked_is_on_record_too(visit, manager, amara):
    visit(address(amara), by=manager)

    page = visit(address(amara), by=manager)

    assert looks(page)[0][1:3] == [
        "Oluwaseun Adeyemi, team manager",
        "Read who had looked",
    ]


@pytest.mark.parametrize("more", ["", "for-them/"])
def test_a_manager_of_another_team_finds_nothing(client, bethan, amara, more):
    look(bethan, amara)
    client.force_login(ManagerFactory.create())

    assert client.get(address(amara, more)).status_code == 404
    assert client.get(f"/who-looked/young-people/999999/{more}").status_code == 404


@pytest.mark.parametrize("more", ["", "for-them/"])
@pytest.mark.parametrize(
    "role",
    [
        role
        for role in Role
        if role not in {Role.TEAM_MANAGER, Role.AUDITOR, Role.DATA_GUARDIAN}
    ],
)
def test_other_roles_are_refused(client, amara, role, more):
    client.force_login(UserFactory.create(role=role))

    assert client.get(address(amara, more)).status_code == 403


def test_an_adviser_does_not_read_who_looked_at_their_own(client, bethan, amara):
    client.force_login(bethan)

    assert client.get(address(amara)).status_code == 403


def test_an_auditor_reads_it_by_number_and_from_where(visit, auditor, bethan, amara):
    look(bethan, amara)

    page = visit(address(amara), by=auditor)

    assert page.heading == "Who looked at record 90100007"
    assert looks(page)[-1] == [
        "3 May 2026, 14:05",
        "Bethan Marsh, personal adviser",
        "Opened the record",
        "",
        "10.0.0.7",
        "",
    ]


@pytest.mark.parametrize("more", ["", "for-them/"])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DATA_GUARDIAN])
def test_no_name_or_address_is_on_an_auditors_page(visit, bethan, role, more):
    """Restricted records too: of them as of the others only the number is shown."""
    young_person = YoungPersonFactory.create(
        given_name="Zebedee",
        family_name="Canaryman",
        legal_family_name="Hiddenlegal",
        child_number="90100099",
    )
    AddressFactory.create(
        young_person=young_person, lines="9 Secret Row", postcode="ZZ9 9ZZ"
    )
    RestrictionFactory.create(young_person=young_person, reason="Marked reason")
    look(bethan, young_person, patterns=(Pattern.RESTRICTED,))

    page = visit(address(young_person, more), by=UserFactory.create(role=role))

    assert "90100099" in page.heading
    for word in ("Zebedee", "Canaryman", "Hidden", "Secret", "ZZ9", "Marked reason"):
        assert word not in page.html


def test_without_a_child_number_the_record_has_a_number_of_ours(visit, auditor):
    young_person = YoungPersonFactory.create(child_number="")

    page = visit(address(young_person), by=auditor)

    assert page.heading == f"Who looked at record P{young_person.pk}"


def test_a_manager_does_not_see_from_where(visit, manager, bethan, amara):
    look(bethan, amara)

    assert "10.0.0.7" not in visit(address(amara), by=manager).html


def test_restricted_from_a_manager_it_is_as_if_absent(client, manager, amara):
    RestrictionFactory.create(young_person=amara)
    client.force_login(manager)

    assert client.get(address(amara)).status_code == 404


def test_looks_under_the_number_of_the_return_are_theirs_too(
    visit, manager, bethan, amara
):
    look(bethan, "90100007", what=Looking.LISTED, page="figures:people")
    look(bethan, "90100008", what=Looking.LISTED, page="figures:people")

    theirs = looks(visit(address(amara), by=manager))

    assert [row[2] for row in theirs] == ["Saw it in a list"]


def test_flags_are_said_in_words(visit, manager, bethan, amara):
    look(bethan, amara, patterns=(Pattern.SAME_SURNAME, Pattern.RESTRICTED))

    row = looks(visit(address(amara), by=manager))[-1]

    assert row[4] == "They have the same surname. The record is restricted"


# -- choosing --------------------------------------------------------------------------


def test_one_may_leave_out_lists_and_searches(visit, manager, bethan, amara):
    for what in Looking:
        look(bethan, amara, what=what)

    page = visit(address(amara, "?without_lists=on"), by=manager)

    done = {row[2] for row in looks(page) if row[1].startswith("Bethan")}
    assert done == {
        "Opened the record",
        "Opened it to print",
        "Took it away in a file",
        "Had it read by another system",
    }


def test_one_may_ask_for_one_person(visit, manager, bethan, amara):
    other = AdviserFactory.create(name="Tom Reed")
    look(bethan, amara)
    look(other, amara)

    page = visit(address(amara, f"?person={other.pk}"), by=manager)

    assert {row[1] for row in looks(page)} == {"Tom Reed, personal adviser"}


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ("started_on-day=4&started_on-month=5&started_on-year=2026", {"4", "5"}),
        ("ended_on-day=4&ended_on-month=5&ended_on-year=2026", {"3", "4"}),
        (
            (
                "started_on-day=4&started_on-month=5&started_on-year=2026"
                "&ended_on-day=4&ended_on-month=5&ended_on-year=2026"
            ),
            {"4"},
        ),
    ],
)
def test_one_may_ask_for_some_days(visit, manager, bethan, amara, days, shown):
    for number in range(3):
        look(bethan, amara, at=NOW + number * DAY)

    page = visit(address(amara, f"?person={bethan.pk}&{days}"), by=manager)

    assert {row[0].split()[0] for row in looks(page)} == shown


def test_a_day_is_the_councils_and_not_of_greenwich(visit, manager, bethan, amara):
    # Half past midnight on 4 May in the council, where it is summer.
    look(bethan, amara, at=NOW.replace(hour=23, minute=30))
    on = "started_on-day=4&started_on-month=5&started_on-year=2026"

    page = visit(address(amara, f"?person={bethan.pk}&{on}"), by=manager)

    assert [row[0] for row in looks(page)] == ["4 May 2026, 00:30"]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (
            "started_on-day=31&started_on-month=2&started_on-year=2026",
            "The date must be a real one, such as 27 3 2025",
        ),
        ("started_on-day=3", "The date must include a month and a year"),
        (
            (
                "started_on-day=4&started_on-month=5&started_on-year=2026"
                "&ended_on-day=3&ended_on-month=5&ended_on-year=2026"
            ),
            "The last day must not be before the first",
        ),
    ],
)
def test_a_mistake_in_the_days_is_explained(visit, manager, amara, asked, error):
    assert visit(address(amara, f"?{asked}"), by=manager).errors == [error]


@pytest.mark.parametrize("more", ["before=x", "after=", "before=" + "9" * 40])
def test_an_odd_address_shows_the_newest(visit, manager, bethan, amara, more):
    look(bethan, amara)

    assert len(looks(visit(address(amara, f"?{more}"), by=manager))) == 1


def test_fifty_fit_on_a_page_and_the_rest_follow(visit, manager, bethan, amara):
    for minute in range(120):
        look(bethan, amara, at=NOW + timedelta(minutes=minute))
    every = [f"{NOW + timedelta(minutes=minute):%H:%M}" for minute in range(120)]
    asked = f"?person={bethan.pk}"

    pages, url = [], address(amara, asked)
    while url:
        page = visit(url, by=manager)
        pages.append([row[0] for row in looks(page)])
        following = page.links.get("Next page", "")
        url = address(amara, following) if following else ""

    assert [len(each) for each in pages] == [50, 50, 20]
    assert len({each for page in pages for each in page}) == len(every)
    back = visit(address(amara, page.links["Previous page"]), by=manager)
    assert [row[0] for row in looks(back)] == pages[1]


# -- for the young person --------------------------------------------------------------


def test_in_plain_words_for_the_young_person(visit, manager, bethan, amara):
    look(bethan, amara)

    page = visit(address(amara, "for-them/"), by=manager)

    assert page.heading == "Who looked at the record of Amara Thornbury"
    assert page.items("3 May 2026") == [
        "At 14:05 Bethan Marsh, your personal adviser, opened your record."
    ]


def test_what_one_did_often_on_a_day_is_one_sentence(visit, manager, bethan, amara):
    for minutes in (0, 0, 20, 56):
        look(bethan, amara, at=NOW + timedelta(minutes=minutes))
    for minutes in range(4):
        look(bethan, amara, what=Looking.LISTED, at=NOW + timedelta(minutes=minutes))
    look(bethan, amara, what=Looking.SEARCHED)

    page = visit(address(amara, "for-them/"), by=manager)

    assert page.items("3 May 2026") == [
        (
            "At 14:05, 14:25 and 15:01 Bethan Marsh, your personal adviser, opened your"
            " record."
        ),
        (
            "Bethan Marsh, your personal adviser, saw you in a list, or when they"
            " searched, 5 times."
        ),
    ]


def test_each_day_has_its_heading_the_latest_first(visit, manager, bethan, amara):
    look(bethan, amara)
    look(bethan, amara, at=NOW + DAY, what=Looking.EXPORTED)

    page = visit(address(amara, "for-them/"), by=manager)

    assert page.items("4 May 2026") == [
        (
            "At 14:05 Bethan Marsh, your personal adviser, saved a file with your"
            " details in it."
        )
    ]
    assert page.text.index("4 May 2026 ") < page.text.index("3 May 2026 ")


def test_who_was_not_their_adviser_that_day_is_who_they_are_to_all(
    visit, manager, bethan, amara
):
    amara.allocations.update(started_on=date(2026, 5, 4))
    look(bethan, amara)
    look(UserFactory.create(name="Eve Hart", role=Role.EMPLOYMENT_ADVISER), amara)

    told = visit(address(amara, "for-them/"), by=manager).items("3 May 2026")

    assert sorted(told) == [
        "At 14:05 Bethan Marsh, a personal adviser, opened your record.",
        "At 14:05 Eve Hart, an employment adviser, opened your record.",
    ]


def test_a_reason_is_said_to_exist_and_not_what_it_is(visit, manager, bethan, amara):
    """Somebody else may be named in it: whoever gives the paper reads it first."""
    look(bethan, amara, why="Her brother rang about the police")

    page = visit(address(amara, "for-them/"), by=manager)

    assert page.items("3 May 2026")[0].endswith(
        "opened your record. They wrote down why."
    )
    assert "brother" not in page.html


def test_whoever_prints_it_is_on_it_next_time(visit, manager, amara):
    visit(address(amara, "for-them/"), by=manager)

    page = visit(address(amara, "for-them/"), by=manager)

    assert "looked up who had looked at your record" in page.text


def test_it_says_whom_to_ask(visit, manager, amara):
    page = visit(address(amara, "for-them/"), by=manager)

    asks = page.items("If something looks wrong")
    assert asks[0].startswith("Ask your personal adviser or social worker")
    assert "0303 123 1113" in asks[-1]


def test_a_year_is_told_where_nothing_else_is_asked(visit, manager, bethan, amara):
    look(bethan, amara, at=NOW - timedelta(days=5 * 365))
    url = address(amara, "for-them/")

    assert "Bethan Marsh" not in visit(url, by=manager).text
    asked = "?started_on-day=1&started_on-month=1&started_on-year=2020"
    assert "Bethan Marsh" in visit(url + asked, by=manager).text


def test_a_look_is_kept_after_the_account(visit, manager, amara):
    class Gone:
        pk = 987_654

    look(Gone(), amara)

    page = visit(address(amara, "for-them/"), by=manager)

    assert page.items("3 May 2026") == [
        "At 14:05 Person 987654, who has left the council, opened your record."
    ]


# -- the queries themselves ------------------------------------------------------------


def test_the_queries_ask_again(amara):
    from parentis.who_looked import queries

    adviser = AdviserFactory.create()
    with pytest.raises(PermissionDenied):
        queries.get_record(amara.pk, viewer=adviser, at=NOW)
    with pytest.raises(PermissionDenied):
        queries.waiting(viewer=ManagerFactory.create())
    with pytest.raises(PermissionDenied):
        queries.find("90100007", viewer=ManagerFactory.create())
    with pytest.raises(PermissionDenied):
        queries.staff_page(
            adviser.pk, viewer=ManagerFactory.create(), on=NOW.date(), asked={}
        )


def test_a_page_of_fifty_asks_few_questions(
    client, manager, bethan, amara, django_assert_max_num_queries
):
    for _ in range(60):
        look(DataGuardianFactory.create(), amara)
    client.force_login(manager)
    client.get(address(amara))

    with django_assert_max_num_queries(14):
        client.get(address(amara))
