"""The record of looking beside what pages really showed: none missing, none twice.

What was shown is read from the answers themselves (HTML, CSV and .xlsx), by names and
numbers that nobody else bears; never from what the code says that it put on record.
"""

import re
import threading
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from random import Random
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pghistory.models
import pytest
from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from parentis.audit import queries as audit
from parentis.audit.choices import Looking, Pattern
from parentis.audit.models import Flag, Look
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

SEED = 20260503
YOUNG_PEOPLE, TEAMS = 120, 4
NAMED = re.compile(r"Onlyname([a-j]{3})x")
NUMBERED = re.compile(r"\b4711(\d{3})\b")
SAID_BACK = re.compile(r' value="[^"]*"|“[^”]*”')
WITHOUT_NUMBER = re.compile(r"\bP(\d+)\b")


@dataclass(frozen=True)
class Council:
    users: list[User]
    young_people: list[YoungPerson]

    def shown_in(self, text: str) -> set[int]:
        """Whom a text names, or tells by number: nobody else's name is like theirs."""
        places = {_place(letters) for letters in NAMED.findall(text)}
        places |= {int(digits) for digits in NUMBERED.findall(text)}
        without = {int(digits) for digits in WITHOUT_NUMBER.findall(text)}
        return {self.young_people[place].pk for place in places} | without


def _letters(place: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in f"{place:03}")


def _place(letters: str) -> int:
    return int("".join(str("abcdefghij".index(letter)) for letter in letters))


@pytest.fixture
def council(db):
    """Twenty users of four teams in two services, and 120 young people of theirs."""
    first = TeamFactory.create()
    teams = [first, TeamFactory.create(service=first.service), TeamFactory.create()]
    teams.append(TeamFactory.create(service=teams[2].service))
    roles = [Role.PERSONAL_ADVISER] * 11 + [Role.SOCIAL_WORKER] * 3
    roles += [Role.TEAM_MANAGER] * 4 + [Role.AUDITOR, Role.DATA_GUARDIAN]
    users = [
        UserFactory.create(name=f"Worker {number}", role=role)
        for number, role in enumerate(roles)
    ]
    for number, user in enumerate(users):
        TeamMembershipFactory.create(person=user, team=teams[number % TEAMS])
    young_people = []
    for place in range(YOUNG_PEOPLE):
        each = YoungPersonFactory.create(
            given_name="Sam",
            family_name=f"Onlyname{_letters(place)}x",
            child_number=f"4711{place:03}" if place % 10 else "",
            service=teams[place % TEAMS].service,
        )
        AllocationFactory.create(young_person=each, person=users[place % 14])
        AddressFactory.create(young_person=each, is_confidential=place % 7 == 0)
        if place % 15 == 0:
            restriction = RestrictionFactory.create(young_person=each)
            ListedStaffFactory.create(restriction=restriction, person=users[place % 14])
        young_people.append(each)
    return Council(users=users, young_people=young_people)


# What somebody may ask for, and as what it is on record.
READS = (
    (5, Looking.LISTED, "/young-people/?page={page}"),
    (3, Looking.SEARCHED, "/young-people/search/?words={words}"),
    (9, Looking.OPENED, "/young-people/{pk}/"),
    (2, Looking.PRINTED, "/young-people/{pk}/print/"),
    (1, Looking.EXPORTED, "/young-people/download.csv"),
    (1, Looking.EXPORTED, "/young-people/download.xlsx"),
    (1, Looking.LISTED, "/young-people/{pk}/say-why/"),
    (1, Looking.OPENED, "/young-people/{pk}/change-names/"),
    (1, Looking.LISTED, "/young-people/restrictions/"),
    (1, Looking.LISTED, "/young-people/confirmations/"),
    (2, Looking.OPENED, "/who-looked/young-people/{pk}/"),
    (1, Looking.PRINTED, "/who-looked/young-people/{pk}/for-them/"),
    (1, Looking.LISTED, "/who-looked/"),
    (1, Looking.SEARCHED, "/who-looked/search/?words={words}"),
    (1, Looking.LISTED, "/who-looked/staff/{user}/"),
    (1, Looking.EXPORTED, "/who-looked/staff/{user}/download.xlsx"),
    (1, Looking.OPENED, "/young-people/999999/"),
)


def random_read(random: Random, council: Council) -> tuple[Looking, str]:
    weights = [weight for weight, _, _ in READS]
    (_, looking, address) = random.choices(READS, weights)[0]
    place = random.randrange(YOUNG_PEOPLE)
    words = [f"Onlyname{_letters(place)}", f"4711{place:03}", "Onlynameaa", "nobody"]
    return looking, address.format(
        pk=council.young_people[place].pk,
        page=random.randint(1, 3),
        words=random.choice(words),
        user=random.choice(council.users).pk,
    )


def ask(client: Client, address: str):
    """Opens a page. What is searched for is sent, not written in the address."""
    page, _, words = address.partition("?words=")
    if words:
        return client.post(page, {"words": words}, follow=True)
    return client.get(address)


def text_of(response) -> str:
    """What an answer of any kind says, but for what was searched for, said back."""
    if "spreadsheetml" not in response.headers["Content-Type"]:
        return SAID_BACK.sub("", response.content.decode())
    with zipfile.ZipFile(BytesIO(response.content)) as book:
        return " ".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("reads", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_random_reads_are_on_record_each_once(council, reads):
    """After each answer: one row for each young person it showed, and none besides."""
    random = Random(SEED)  # noqa: S311 (the same reads each time)
    clients = {user.pk: Client() for user in council.users}
    for user in council.users:
        clients[user.pk].force_login(user)
    answers: Counter = Counter()
    on_record: Counter = Counter()
    last = 0

    for _ in range(reads):
        user = random.choice(council.users)
        looking, address = random_read(random, council)
        response = ask(clients[user.pk], address)

        shown = Counter(
            (user.pk, str(looking), pk) for pk in council.shown_in(text_of(response))
        )
        looks = Look.objects.filter(position__gt=last)
        rows = Counter(looks.values_list("person", "looking", "young_person"))
        assert rows == shown, (address, user.role_words, response.status_code)
        if response.status_code != 200:
            assert not shown
        answers[response.status_code] += 1
        on_record.update(looking for _, looking, _ in rows.elements())
        last += rows.total()

    assert audit.verify(viewer=None)[0] is None
    assert audit.verify(viewer=None)[1].position == last == on_record.total()
    # It was worth counting: every kind of answer, and of look.
    assert set(answers) == {200, 302, 403, 404}
    assert set(on_record) == set(Looking) - {Looking.READ_BY_API}
    assert last > reads


def test_eight_at_once_make_one_chain(council, live_server, transactional_db):
    """Against a server with a thread for each: no fork, no gap, none missing."""
    users = council.users[:8]
    cookies = {}
    for user in users:
        client = Client()
        client.force_login(user)
        cookies[user.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
    shown: list[tuple[int, int]] = []
    faults: list[BaseException] = []
    together = threading.Barrier(len(users))

    def read(user: User) -> None:
        try:
            random = Random(user.pk)  # noqa: S311 (the same reads each time)
            together.wait()
            for _ in range(8):
                pk = random.choice(council.young_people).pk
                for path in ("/young-people/", f"/young-people/{pk}/"):
                    text = fetched(f"{live_server.url}{path}", cookies[user.pk])
                    shown.extend((user.pk, each) for each in council.shown_in(text))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=read, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    looks = list(Look.objects.order_by("position"))
    assert [look.position for look in looks] == list(range(1, len(looks) + 1))
    assert audit.verify(viewer=None)[0] is None
    assert Counter((each.person, each.young_person) for each in looks) == Counter(shown)
    assert len(looks) > 400


def fetched(url: str, session: str) -> str:
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    try:
        with urlopen(Request(url, headers={"Cookie": cookie})) as answer:  # noqa: S310
            return str(answer.read().decode())
    except HTTPError as refused:
        if refused.code != 404:
            raise
        return ""


# -- what is not on record is not shown ------------------------------------------------


@pytest.fixture
def client_of(db):
    def signed_in(user: User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return client

    return signed_in


@pytest.mark.parametrize(
    "address",
    [
        "/young-people/",
        "/young-people/search/?words=Onlyname",
        "/young-people/download.csv",
        "/young-people/download.xlsx",
        "/young-people/{pk}/",
        "/young-people/{pk}/print/",
        "/young-people/{pk}/change-names/",
    ],
)
def test_where_the_record_cannot_be_written_nothing_is_shown(
    council, client_of, monkeypatch, address
):
    def full_disk(*_args, **_kwargs):
        raise OperationalError("no space left on device")

    address = address.format(pk=council.young_people[1].pk)
    client = client_of(council.users[1])
    assert council.shown_in(text_of(ask(client, address)))
    monkeypatch.setattr("parentis.audit.models.LookQuerySet.add", full_disk)

    response = ask(client, address)

    assert response.status_code == 503
    assert not council.shown_in(response.content.decode())


def test_even_where_the_database_is_what_refuses(council, client_of):
    """No mock: the table takes no more rows."""
    address = f"/young-people/{council.young_people[1].pk}/"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_look ADD CHECK (position < 0) NOT VALID")

    response = client_of(council.users[1]).get(address)

    assert response.status_code == 500
    assert not council.shown_in(response.content.decode())


@pytest.mark.parametrize("address", ["/young-people/{other}/", "/young-people/0/"])
def test_what_is_not_there_for_somebody_leaves_nothing_on_record(
    council, client_of, address
):
    other = council.young_people[2].pk  # of the other service

    response = client_of(council.users[1]).get(address.format(other=other))

    assert response.status_code == 404
    assert not Look.objects.exists()


def test_a_redirect_leaves_nothing_on_record(council, client_of):
    """The page it leads to does."""
    address = f"/young-people/{council.young_people[1].pk}/change-names/"
    answers = {"given_name": "Samira", "family_name": "Onlynameaabx"}

    response = client_of(council.users[1]).post(address, answers)

    assert response.status_code == 302
    assert not Look.objects.exists()


def test_a_form_with_mistakes_that_shows_them_is_on_record(council, client_of):
    amara = council.young_people[1]
    address = f"/young-people/{amara.pk}/change-names/"

    response = client_of(council.users[1]).post(address, {"given_name": ""})

    assert council.shown_in(response.content.decode()) <= {amara.pk}
    assert Look.objects.get().young_person == amara.pk


def test_to_ask_for_the_head_of_a_page_is_to_look(council, client_of):
    """That there is a page tells that there is a record."""
    amara = council.young_people[1]
    client = client_of(council.users[1])

    response = client.head(f"/young-people/{amara.pk}/")

    assert response.content == b""
    assert Look.objects.count() == (1 if response.status_code == 200 else 0)


def test_a_page_signed_out_leaves_nothing_on_record(council):
    assert Client().get("/young-people/").status_code == 302
    assert not Look.objects.exists()


def test_an_auditor_finds_who_opened_more_than_sixty(council, client_of):
    worker, auditor = council.users[0], council.users[18]
    theirs = [
        AllocationFactory.create(person=worker).young_person.pk for _ in range(61)
    ]
    client = client_of(worker)
    client.get("/young-people/")
    for pk in theirs[:60]:
        assert client.get(f"/young-people/{pk}/").status_code == 200
        assert client.get(f"/young-people/{pk}/print/").status_code == 200
    queue = "They opened more than 60 records in ten minutes"
    assert queue not in client_of(auditor).get("/who-looked/").content.decode()

    client.get(f"/young-people/{theirs[60]}/")

    assert Flag.objects.get(pattern=Pattern.MANY_RECORDS).person == worker.pk
    assert queue in client_of(auditor).get("/who-looked/").content.decode()


# -- every change keeps before and after, who and when ---------------------------------

# Whoever adds to this list says why nobody need ask who changed such a row.
NOT_KEPT = {
    "audit.Look": "it only grows, and is a record itself",
    "bringing_in.Matching": "how a file's headings were matched the last time",
    "bringing_in.OriginKey": "another system's number of an entry, which keeps its own",
    "bringing_in.RowToLookAt": "a row of a file, which is kept as it came",
    "comparisons.Comparator": "computed from DfE's files",
    "comparisons.PublishedCouncil": "read from DfE's files",
    "comparisons.PublishedNeighbour": "read from DfE's files",
    "comparisons.PublishedValue": "read from DfE's files",
    "drafts.Draft": "what its writer is typing; what is recorded of it is kept",
    "entrance.HeldForm": "what its writer sent too late, kept for a day",
    "entrance.Invitation": "nothing in it is changed: it says who invited, and when it"
    " was used or withdrawn",
    "entries.TimelineEntry": "a line of an entry, which keeps its own history",
    "figures.Computation": "computed from the returns",
    "figures.ComputedFigure": "computed from the returns",
    "figures.ToldYear": "what the public was told: it only grows",
    "from_return.Told": "a line of the preview, made anew from the return",
    "members.Reminded": "that somebody was reminded, once",
    "position.KeptFigure": "it only grows",
    "position.KeptMember": "it only grows",
    "position.KeptPosition": "it only grows",
    "reports.CommitteeReport": "a draft that names nobody, saved as it is typed; its"
    " versions and every file that goes out are kept",
    "report_versions.ReportVersion": "never changed: its table only grows",
    "reports.ReportDocument": "kept as it went out, with who made it",
    "returns.Found": "found by reading the files, which are kept",
    "returns.Upload": "kept as it came; reading it fills in what came of it",
    "trackers.Piece": "a piece of a file that is being looked through; what is saved of"
    " it keeps its own history",
    "young_people.NameWord": "made from the names, which keep their history",
}


def models_of_ours() -> list:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("parentis.")
        and not issubclass(model, pghistory.models.Event)
    ]


def test_what_staff_change_is_kept_as_it_was():
    kept = {
        model.pgh_tracked_model
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event)
    }
    not_kept = {each._meta.label for each in models_of_ours() if each not in kept}

    assert not_kept == set(NOT_KEPT)


def test_the_database_keeps_it_whatever_changes_it(db):
    """By triggers on insert, update and delete: nothing in Python can go round them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger_%' AND tgenabled = 'O'"
        )
        triggers = cursor.fetchall()

    for model in models_of_ours():
        if model._meta.label in NOT_KEPT:
            continue
        names = " ".join(n for table, n in triggers if table == model._meta.db_table)
        for change in ("insert_insert", "update_update", "delete_delete"):
            assert change in names, model


def test_a_changed_name_is_read_before_and_after_with_who_and_when(council, client_of):
    young_person, worker = council.young_people[1], council.users[1]
    answers = {
        "given_name": "Samira",
        "family_name": young_person.family_name,
        "born-day": "20",
        "born-month": "5",
        "born-year": "2006",
    }

    response = client_of(worker).post(
        f"/young-people/{young_person.pk}/change-names/", answers
    )

    assert response.status_code == 302
    events = list(young_person.events.order_by("pgh_id"))
    assert [(event.pgh_label, event.given_name) for event in events] == [
        ("insert", "Sam"),
        ("update", "Samira"),
    ]
    assert events[1].pgh_context["user"] == worker.pk
    assert events[1].pgh_context["url"].endswith("/change-names/")
    assert events[1].pgh_created_at >= events[0].pgh_created_at


def test_a_change_that_goes_round_the_product_is_kept_too(council):
    young_person = council.young_people[1]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE young_people_youngperson SET born = %s WHERE id = %s",
            [date(2007, 1, 1), young_person.pk],
        )

    kept = young_person.events.order_by("pgh_id").values_list("born", flat=True)
    assert list(kept) == [young_person.born, date(2007, 1, 1)]
