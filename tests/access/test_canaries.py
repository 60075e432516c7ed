"""Marked words in what few may see: every byte of every answer is searched for them.

Each word stands for something: the name or the address of a restricted young person, or
of another service's, a confidential address, a reason. Everybody opens every address by
every number, and searches for the words. Whoever may see a word must find it, or the
search proves nothing; nobody else may, in pages, files, e-mails or the log.
"""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.audit.choices import Looking
from parentis.audit.looking import Seen, looking, saw
from parentis.case_file.models import PaperFile
from parentis.case_file.tests.factories import PaperFileFactory
from parentis.config.logs import REQUESTS, JsonLines
from parentis.contacts.tests.factories import ContactFactory
from parentis.entries.models import TimelineEntry
from parentis.figures.tests.a_council import leaver
from parentis.notices import actions as notices
from parentis.notices.models import Notice
from parentis.returns.models import Found, Upload
from parentis.young_people import actions
from parentis.young_people.models import (
    Address,
    AddressConfirmation,
    OpenedFor,
    Restriction,
    YoungPerson,
)
from tests.access import rule
from tests.access.council import Council
from tests.access.layers import forms_of, texts_in, texts_of
from tests.access.matrix import PEOPLE, rows
from tests.access.rule import is_one_of
from tests.access.things import address, things

RESTRICTED, ELSEWHERE, CONFIDENTIAL, OPENED = "North 10", "West 0", "North 1", "North 8"
# Beside one of each role: who is on the list, who opened it in an emergency, others.
CRAWLERS = [
    *PEOPLE.values(),
    "North other adviser",
    "South social worker",
    "West manager",
    "West other adviser",
    "Coast adviser",
]

SEARCHES = ("/young-people/search/", "/who-looked/search/")
ON_PAPER = ("print/", "download.", "/for-them/")
REVIEWS = {Role.DATA_GUARDIAN, Role.AUDITOR}


@dataclass(frozen=True)
class Canary:
    """A word, and for whom it is."""

    word: str
    is_for: Callable[[Council, User], bool]


def of_record(name: str, may: rule.Rule, *, also: frozenset[Role] = frozenset()) -> Any:
    def is_for(council: Council, viewer: User) -> bool:
        return may(council, viewer, council.key(name)) or is_one_of(viewer, set(also))

    return is_for


def nobody(_council: Council, _viewer: User) -> bool:
    return False


def may_read(council: Council, viewer: User, young_person: int) -> bool:
    """What a record says at length is for who does casework with them."""
    is_casework = is_one_of(viewer, rule.CASEWORK)
    return is_casework and rule.may_open(council, viewer, young_person)


GUARDIAN = frozenset({Role.DATA_GUARDIAN})
CANARIES = {
    "given name": Canary("Velqorin", of_record(RESTRICTED, rule.may_open)),
    "family name": Canary("Thraxmoor", of_record(RESTRICTED, rule.may_open)),
    "legal name": Canary("Ombrizet", of_record(RESTRICTED, rule.may_open)),
    "address": Canary("Wyndlekarst", of_record(RESTRICTED, rule.may_open)),
    "postcode": Canary("ZQ97XK", of_record(RESTRICTED, rule.may_open)),
    "why restricted": Canary(
        "Quibblethorn", of_record(RESTRICTED, rule.may_open, also=GUARDIAN)
    ),
    # By number alone: in the guardian's list, and in who looked.
    "child number": Canary(
        leaver(3),
        of_record(
            RESTRICTED,
            rule.may_open,
            also=frozenset(REVIEWS),
        ),
    ),
    "finding": Canary("Farrowgleam", nobody),
    "note of a contact": Canary("Thrushkelda", of_record(RESTRICTED, may_read)),
    "title of a document": Canary("Brackenhythe", of_record(RESTRICTED, may_read)),
    "in a document": Canary("Duskwhimbrel", of_record(RESTRICTED, may_read)),
    "another service's name": Canary("Jexivaar", of_record(ELSEWHERE, rule.may_find)),
    "another service's address": Canary(
        "Ploverdune", of_record(ELSEWHERE, rule.may_open)
    ),
    "confidential address": Canary(
        "Skerrowmint", of_record(CONFIDENTIAL, rule.may_open)
    ),
    "reason": Canary(
        "Yaffingale", of_record(OPENED, rule.may_open, also=frozenset(REVIEWS))
    ),
}


@pytest.fixture(scope="module")
def planted(council: Council, ask: Any, tmp_path_factory: Any) -> dict[str, Any]:
    word = {name: canary.word for name, canary in CANARIES.items()}
    held = things(council, tmp_path_factory.mktemp("published"))
    key = council.key(RESTRICTED)
    YoungPerson.objects.filter(pk=key).update(
        given_name=word["given name"],
        family_name=word["family name"],
        legal_given_name=word["legal name"],
        child_number=word["child number"],
    )
    Address.objects.filter(young_person=key, is_confidential=False).update(
        lines=f"7 {word['address']} Mews", postcode=word["postcode"]
    )
    Restriction.objects.filter(young_person=key).update(reason=word["why restricted"])
    YoungPerson.objects.filter(pk=council.key(ELSEWHERE)).update(
        given_name=word["another service's name"]
    )
    Address.objects.filter(
        young_person=council.key(ELSEWHERE), is_confidential=False
    ).update(lines=word["another service's address"])
    Address.objects.filter(
        young_person=council.key(CONFIDENTIAL), is_confidential=True
    ).update(lines=word["confidential address"])
    Found.objects.create(
        upload=Upload.objects.latest("pk"),
        file="Header.csv",
        row=3,
        column="UPN",
        value=word["finding"],
        child=word["child number"],
        rule="drawn",
        severity="error",
        message="Put the right one in.",
    )
    PaperFileFactory.create(
        paper__young_person=council.young_people[RESTRICTED],
        paper__title=word["title of a document"],
        written=word["in a document"].encode(),
    )
    contact = ContactFactory.create(
        young_person=council.young_people[RESTRICTED],
        note=f"Talked of {word['note of a contact']}.",
    )
    TimelineEntry.of(contact, kind="contacts").save()
    somebody = council.person("South adviser")
    OpenedFor.objects.filter(young_person=council.key(OPENED), person=somebody).update(
        reason=word["reason"]
    )
    with looking(
        Looking.OPENED, by=somebody.pk, page="drawn", at=council.now, where_from=""
    ) as record:
        saw([Seen(young_person=council.key(OPENED), child="", why=word["reason"])])
        record.write()
    return held


@pytest.fixture(scope="module")
def log(planted: Any) -> Iterator[io.StringIO]:
    """What an installation would write to its log meanwhile."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root, ours = logging.getLogger(), logging.getLogger(REQUESTS)
    level = ours.level
    ours.setLevel(logging.INFO)
    root.addHandler(handler)
    logging.disable(logging.NOTSET)
    yield written
    root.removeHandler(handler)
    ours.setLevel(level)


@pytest.fixture(scope="module")
def crawled(council: Council, planted: Any, ask: Any, log: Any) -> dict[str, Any]:
    """Who found which word where: `{word's name: {person's name: [addresses]}}`."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in CANARIES}
    addresses = tuple(dict.fromkeys(urls(council, planted)))
    for name in dict.fromkeys([None, *CRAWLERS]):
        person = council.person(name) if name else None
        for url, answer in answers_to(person, addresses, ask):
            for canary in words_in(answer):
                # An address that has the word says it of itself.
                if CANARIES[canary].word not in url:
                    found[canary].setdefault(str(name), []).append(url)
    return found


def answers_to(
    person: User | None, addresses: tuple[str, ...], ask: Any
) -> Iterator[tuple[str, HttpResponse]]:
    for url in addresses:
        yield url, ask(person, "GET", url)
    for canary in CANARIES.values():
        # Not the whole word: a page may say again what was asked for.
        asked = {"words": canary.word[:5]}
        for url in SEARCHES:
            yield url, ask(person, "POST", url, asked, is_led_on=True)


def urls(council: Council, held: dict[str, Any]) -> Iterator[str]:
    """Every address that is read, with each number of those who matter."""
    for route, (get, post) in rows().items():
        if 405 in get.values():
            continue
        # Nothing is planted in the record that every other page is opened at.
        if "young-people/<int:pk>/" not in route:
            yield address(route, held)
        if "<str:form>" in route:
            yield address(route, held | {" form": "xlsx"})
        # A form is opened by the rule of the page it changes: one of each is enough.
        is_form = 405 not in post.values()
        others = () if is_form else (ELSEWHERE, CONFIDENTIAL, OPENED)
        for name in (RESTRICTED, *others):
            yield address(route, held | numbers_of(council, name))
    yield f"/who-looked/child-numbers/{leaver(3)}/"
    yield f"/young-people/hand-over/{council.person('North other adviser').pk}/"
    yield "/figures/eet-19-to-21/young-people/2025/?list=not-counted"
    yield "/figures/eet-19-to-21/young-people/2024/"
    yield "/reports/1/preview/"


def numbers_of(council: Council, name: str) -> dict[str, Any]:
    key = council.key(name)
    under = council.objects[key]
    file = PaperFile.objects.filter(paper__young_person=key).first()
    return {
        "young-people/ paper": file.paper_id if file else 0,
        "young-people/ file": file.pk if file else 0,
        "young-people/ pk": key,
        "who-looked/young-people/ pk": key,
        "young-people/ address": under.addresses[0],
        "young-people/ allocation": (under.allocations or [0])[0],
        "young-people/ restriction": under.restriction,
        "who-looked/staff/ pk": council.person("South adviser").pk,
    }


FORMS = {name: forms_of(canary.word) for name, canary in CANARIES.items()}


def words_in(response: HttpResponse) -> set[str]:
    return found_in(texts_of(response))


def found_in(texts: Iterator[str]) -> set[str]:
    whole = "\n".join(texts).lower()
    return {
        name for name, forms in FORMS.items() if any(form in whole for form in forms)
    }


# -- the tests -------------------------------------------------------------------------


@pytest.mark.parametrize("name", CANARIES)
def test_nobody_finds_a_word_that_is_not_for_them(council, crawled, name):
    astray = {
        person: where[:5]
        for person, where in crawled[name].items()
        if person == "None"
        or not CANARIES[name].is_for(council, council.person(person))
    }

    assert astray == {}


@pytest.mark.parametrize("name", sorted(set(CANARIES) - {"finding"}))
def test_whoever_a_word_is_for_finds_it(council, crawled, name):
    are_for = {
        person
        for person in CRAWLERS
        if CANARIES[name].is_for(council, council.person(person))
    }

    assert are_for
    assert are_for - crawled[name].keys() == set()


def test_a_search_finds_those_of_ones_own_service_and_no_others(council, crawled):
    found = {
        person
        for person, where in crawled["another service's name"].items()
        if SEARCHES[0] in where
    }

    assert {"West adviser", "West manager", "Coast adviser"} <= found
    assert not [person for person in found if person.startswith(("North", "South"))]


def test_a_confidential_address_is_in_nothing_that_leaves(crawled):
    found = crawled["confidential address"]
    on_paper = [
        url
        for where in found.values()
        for url in where
        if any(part in url for part in ON_PAPER)
    ]

    assert on_paper == []


def test_one_document_carries_it_once_somebody_else_said_yes(council, planted, ask):
    """Whoever asked, and still may open the record. Nobody else by the same yes."""
    under = council.objects[council.key(CONFIDENTIAL)]
    url = f"/young-people/{council.key(CONFIDENTIAL)}/print/{under.confirmed}/"
    adviser = council.person("North adviser")
    manager = council.person("North manager")
    confirmations = AddressConfirmation.objects.filter(pk=under.confirmed)

    confirmations.update(asked_by=adviser)
    assert "confidential address" in words_in(ask(adviser, "POST", url))
    assert "confidential address" not in words_in(ask(manager, "POST", url))

    confirmations.update(confirmed_at=None, confirmed_by=None)
    assert "confidential address" not in words_in(ask(adviser, "POST", url))

    no_longer_theirs = council.person("North other adviser")
    confirmations.update(asked_by=no_longer_theirs)
    assert ask(no_longer_theirs, "POST", url).status_code == 404


def test_the_statutory_return_is_whole(council, planted, ask):
    url = f"/returns/{planted['returns/ pk']}/statutory-return/"
    answer = ask(council.person("performance-analyst"), "POST", url, {"why": "For DfE"})

    assert {"child number", "finding"} <= words_in(answer)


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "xlsx"])
def test_a_report_names_nobody(council, planted, ask, form):
    url = f"/reports/{planted['reports/ pk']}/download/{form}/"
    answer = ask(council.person("performance-analyst"), "POST", url)

    assert answer.status_code == 200
    assert words_in(answer) == set()


def test_an_emergency_is_told_without_a_name_and_mailed_without_a_word(
    council, planted, ask
):
    """The notice speaks of the record by its number, to those who look after it."""
    mail.outbox.clear()
    actions.open_in_emergency(
        by=council.person("Coast adviser"),
        at=council.now,
        family_name="",
        born=None,
        child_number=leaver(3),
        reason="They are in hospital, and Yaffingale rang",
    )
    told = Notice.objects.filter(about__contains="Yaffingale")
    assert {notice.person.name for notice in told} >= {"North manager"}
    for notice in told:
        said = found_in(iter([notice.about]))
        assert said <= {"child number", "reason"}
        notices.email_notice(notice.pk, by=None, at=council.now)

    assert len(mail.outbox) == len(told)
    for message in mail.outbox:
        assert found_in(texts_in(message.message().as_bytes())) == set()


def test_the_log_has_none_of_the_words(crawled, log):
    lines = log.getvalue()

    assert lines.count("\n") > 1_000
    assert found_in(iter([lines])) == set()
