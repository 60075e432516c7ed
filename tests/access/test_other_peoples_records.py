"""Swapping the numbers in addresses: other people's records are as if absent.

Two services, five teams, seventy young people and everybody who signs in: each number
an address carries is put in the hands of everybody else. What must come back is worked
out from facts by `rule`, not by the product. Both ways: who may is let in.
"""

import re
from collections.abc import Callable, Iterator
from itertools import count, islice

import pytest

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.entrance.models import HeldForm
from parentis.notices.models import Notice
from parentis.young_people.models import YoungPerson
from tests.access import rule
from tests.access.council import Council, Objects, pairs
from tests.access.rule import CASEWORK, KNOWS_PEOPLE, RESTRICTS, Rule, is_one_of

AT_LEAST, LET_IN, PARTS = 5_000, 160, 5
# Every record is tried by everybody. Of what lies under it, one address in so many:
# a number that shares no factor with how many addresses there are, so that all come up.
ONE_IN = 23
# No record has this number.
ABSENT = 987_654_321
DIFFERS_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"'
    r'|name="seconds-signed-in" content="[0-9]+"'
)
MANAGERS = {Role.TEAM_MANAGER}

Told = Callable[[Council, User, int], int]


def opens(roles: set[Role], may: Rule, *, status: int = 200) -> Told:
    """403 is what a role alone says: it is the same for a record that is absent."""

    def told(council: Council, viewer: User, pk: int) -> int:
        if not is_one_of(viewer, roles):
            return 403
        return status if may(council, viewer, pk) else 404

    return told


def asks_why(council: Council, viewer: User, pk: int) -> int:
    """On to the record for who may open it; a question to who may find it."""
    if not is_one_of(viewer, CASEWORK):
        return 403
    if rule.may_open(council, viewer, pk):
        return 302
    return 200 if rule.may_find(council, viewer, pk) else 404


RECORD = ("GET", "/young-people/{pk}/", opens(KNOWS_PEOPLE, rule.may_open))
CHANGED = opens(CASEWORK, rule.may_open)
MANAGED = opens(MANAGERS, rule.is_their_work)
UNDER_A_RECORD = [
    ("GET", "/young-people/{pk}/print/", opens(KNOWS_PEOPLE, rule.may_open)),
    ("GET", "/young-people/{pk}/say-why/", asks_why),
    ("POST", "/young-people/{pk}/say-why/", asks_why),
    ("GET", "/young-people/{pk}/change-names/", CHANGED),
    ("POST", "/young-people/{pk}/change-names/", CHANGED),
    ("GET", "/young-people/{pk}/add-address/", CHANGED),
    ("POST", "/young-people/{pk}/add-address/", CHANGED),
    ("GET", "/young-people/{pk}/addresses/{address}/", CHANGED),
    ("POST", "/young-people/{pk}/addresses/{address}/", CHANGED),
    ("GET", "/young-people/{pk}/addresses/{hidden}/ask-to-show/", CHANGED),
    ("POST", "/young-people/{pk}/addresses/{hidden}/ask-to-show/", CHANGED),
    (
        "POST",
        "/young-people/confirmations/{waiting}/",
        opens(CASEWORK, rule.may_open, status=302),
    ),
    ("GET", "/young-people/{pk}/allocate/", MANAGED),
    ("POST", "/young-people/{pk}/allocate/", MANAGED),
    (
        "GET",
        "/young-people/{pk}/restrict/",
        opens(RESTRICTS, rule.is_their_work),
    ),
    (
        "GET",
        "/who-looked/young-people/{pk}/",
        opens(rule.ASKS_WHO_LOOKED, rule.may_ask_who_looked),
    ),
    (
        "GET",
        "/who-looked/young-people/{pk}/for-them/",
        opens(rule.ASKS_WHO_LOOKED, rule.may_ask_who_looked),
    ),
]


def url_of(pattern: str, pk: int, under: Objects) -> str:
    return pattern.format(
        pk=pk,
        address=under.addresses[0],
        hidden=under.confidential,
        waiting=under.waiting,
        allocation=under.allocations[0] if under.allocations else ABSENT,
        restriction=under.restriction or ABSENT,
    )


def tried(council: Council) -> Iterator[tuple[User, YoungPerson, str, str, Told]]:
    turn = count()
    for viewer, each in pairs(council):
        yield viewer, each, *RECORD
        for address in UNDER_A_RECORD:
            if next(turn) % ONE_IN == 0:
                yield viewer, each, *address


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_opens_what_is_not_theirs_by_its_number(council, ask, part):
    wrong, let_in = [], 0
    for viewer, each, method, pattern, told in islice(
        tried(council), part, None, PARTS
    ):
        url = url_of(pattern, each.pk, council.objects[each.pk])
        status = ask(viewer, method, url).status_code
        wanted = told(council, viewer, each.pk)
        let_in += status == 200
        if status != wanted:
            wrong.append(f"{viewer}: {method} {url} ({each}): {status}, not {wanted}")

    assert wrong == []
    assert let_in >= LET_IN / PARTS, "Who may is let in: else this proves nothing."


def test_enough_pairs_are_tried(council):
    assert sum(1 for _ in tried(council)) >= AT_LEAST


@pytest.mark.parametrize(
    "pattern",
    [
        "/young-people/{pk}/allocations/{allocation}/end/",
        "/young-people/restrictions/{restriction}/review/",
        "/young-people/restrictions/{restriction}/end/",
    ],
)
def test_managers_see_to_the_work_of_their_own_teams_alone(council, ask, pattern):
    """And the data guardian to every restriction."""
    is_allocation = "allocations" in pattern
    wrong = []
    for viewer in of_roles(council, RESTRICTS):
        for pk, under in council.objects.items():
            if not (under.allocations if is_allocation else under.restriction):
                continue
            guards = Role.DATA_GUARDIAN in viewer.roles
            wanted = 200 if rule.is_their_work(council, viewer, pk) else 404
            if guards:
                wanted = 403 if is_allocation else 200
            status = ask(viewer, "GET", url_of(pattern, pk, under)).status_code
            if status != wanted:
                wrong.append(f"{viewer}: {pattern} of {pk}: {status}, not {wanted}")

    assert wrong == []


def test_one_hands_over_the_work_of_ones_own_colleagues_alone(council, ask):
    for viewer in of_roles(council, MANAGERS):
        for colleague in council.staff.values():
            url = f"/young-people/hand-over/{colleague.pk}/"
            teams = rule.teams_of(council, viewer) & rule.teams_of(council, colleague)
            wanted = 200 if teams and colleague != viewer else 404

            assert ask(viewer, "GET", url).status_code == wanted, (viewer, colleague)


@pytest.mark.parametrize(
    "pattern",
    [
        "/young-people/{pk}/addresses/{address}/",
        "/young-people/{pk}/addresses/{hidden}/ask-to-show/",
        "/young-people/{pk}/allocations/{allocation}/end/",
        "/young-people/{pk}/print/{confirmed}/",
    ],
)
def test_what_lies_under_another_record_is_not_found_under_mine(council, ask, pattern):
    """Both records are open to the manager: the two numbers do not belong together."""
    manager = council.person("North manager")
    mine, other = council.key("North 0"), council.key("North 4")
    method = "POST" if "print" in pattern else "GET"

    def url(pk, under):
        numbers = council.objects[under]
        return url_of(
            pattern.replace("{confirmed}", str(numbers.confirmed)), pk, numbers
        )

    assert ask(manager, method, url(mine, mine)).status_code in {200, 302}
    assert ask(manager, method, url(mine, other)).status_code == 404
    assert ask(manager, "POST", url(mine, other)).status_code == 404


def test_a_record_one_may_not_open_answers_as_one_that_is_absent(council, ask):
    """To the letter, whatever the reason: restricted, another's, another service's."""
    viewers = [council.person(f"North {who}") for who in ("adviser", "manager")]
    differing = []
    for viewer in viewers:
        for method, pattern, _ in (RECORD, *UNDER_A_RECORD):
            if "confirmations" in pattern:
                continue
            absent = said(
                ask(viewer, method, url_of(pattern, ABSENT, Objects([0]))), ABSENT
            )
            for name in ("South 10", "South 13", "West 0", "West 8", "Coast 12"):
                pk = council.key(name)
                answer = ask(viewer, method, url_of(pattern, pk, council.objects[pk]))
                if answer.status_code == 404 and said(answer, pk) != absent:
                    differing.append((viewer.name, method, pattern, name))

    assert differing == []


def said(answer, pk):
    """Status, headers and words, without what differs each time."""
    headers = dict(answer.headers)
    for name in ("X-Request-Id", "Content-Length"):
        headers.pop(name, None)
    words = DIFFERS_EACH_TIME.sub("", answer.content.decode())
    return answer.status_code, headers, words.replace(f"/{pk}/", "/PK/")


def test_what_is_somebodys_own_is_nobody_elses(council, ask):
    """Notices and forms that were held: the number of another's finds nothing."""
    everybody = list(council.staff.values())[::3]
    held = {
        person.pk: HeldForm.objects.create(
            person=person, path="/", fields=[["a", "b"]], held_at=council.now
        )
        for person in everybody
    }
    notices = {
        person.pk: Notice.objects.create(
            person=person, about="Something new", told_at=council.now
        )
        for person in everybody
    }
    for viewer in everybody:
        for owner in everybody:
            own = viewer == owner
            status = ask(viewer, "GET", f"/held-forms/{held[owner.pk].pk}/").status_code
            assert status == (200 if own else 404), (viewer, owner)
            url = f"/notices/{notices[owner.pk].pk}/mark-read/"
            assert ask(viewer, "POST", url).status_code in {302, 404}
    assert not Notice.objects.filter(read_at__isnull=False).exists()


def of_roles(council: Council, roles: set[Role]) -> list[User]:
    return [each for each in council.staff.values() if is_one_of(each, roles)]
