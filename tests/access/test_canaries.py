"""Marked words in what few may see: every byte of every answer is searched for them.

Each word stands for something: the name or the address of a restricted young person, or
of another service's, a confidential address, a reason. Everybody opens every address by
every number, and searches for the words. Whoever may see a word must find it, or the
search proves nothing; nobody else may, in pages, files, e-mails or the log.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse

from parentis.accounts.models import User
from parentis.case_file.models import PaperFile
from parentis.figures.tests.a_council import leaver
from parentis.notices import actions as notices
from parentis.notices.models import Notice
from parentis.young_people import actions
from parentis.young_people.models import AddressConfirmation
from tests.access.canaries import (
    CANARIES,
    CONFIDENTIAL,
    ELSEWHERE,
    OPENED,
    RESTRICTED,
    found_in,
    words_in,
)
from tests.access.council import Council
from tests.access.layers import texts_in
from tests.access.matrix import EVERYBODY, PEOPLE, rows
from tests.access.readings import logged_to
from tests.access.things import address

# Beside one of each role: who is on the list, who opened it in an emergency, others.
BESIDE = (
    "North other adviser",
    "South social worker",
    "West manager",
    "West other adviser",
    "Coast adviser",
)

SEARCHES = ("/young-people/search/", "/who-looked/search/")
ON_PAPER = ("print/", "download.", "/for-them/")

# Who found which word where: `{word's name: {person's name: [addresses]}}`.
Found = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def crawled(council: Council, held: Any, ask: Any, read: Any, log: Any) -> Found:
    def heard(*asked: Any, **how: Any) -> HttpResponse:
        with logged_to(log):
            response: HttpResponse = ask(*asked, **how)
        return response

    found: Found = {name: {} for name in CANARIES}
    for person, url, words in crawl(council, held, heard, read):
        for canary in words:
            # An address that has the word says it of itself.
            if CANARIES[canary].word not in url:
                found[canary].setdefault(str(person), []).append(url)
    return found


def crawl(
    council: Council, held: Any, ask: Any, read: Any
) -> Iterator[tuple[str | None, str, Iterable[str]]]:
    """Everybody of the matrix reads each address, those beside them too; all search."""
    for url in dict.fromkeys(urls(council, held)):
        for name, answer in read(url).got.items():
            yield EVERYBODY[name], url, answer.words
        for person in BESIDE:
            yield person, url, words_in(ask(council.person(person), "GET", url))
    for somebody in (*EVERYBODY.values(), *BESIDE):
        searching = council.person(somebody) if somebody else None
        for url, found in searches(searching, ask):
            yield somebody, url, words_in(found)


def searches(person: User | None, ask: Any) -> Iterator[tuple[str, HttpResponse]]:
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
        for person in (*PEOPLE.values(), *BESIDE)
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


def test_one_document_carries_it_once_somebody_else_said_yes(council, held, ask):
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


def test_the_statutory_return_is_whole(council, held, ask):
    url = f"/returns/{held['returns/ pk']}/statutory-return/"
    answer = ask(council.person("performance-analyst"), "POST", url, {"why": "For DfE"})

    assert {"child number", "finding"} <= words_in(answer)


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "xlsx"])
def test_a_report_names_nobody(council, held, ask, form):
    url = f"/reports/{held['reports/ pk']}/download/{form}/"
    answer = ask(council.person("performance-analyst"), "POST", url)

    assert answer.status_code == 200
    assert words_in(answer) == set()


def test_an_emergency_is_told_without_a_name_and_mailed_without_a_word(
    council, held, ask
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
