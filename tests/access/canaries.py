"""Marked words in what few may see: what each is, for whom, and where it is planted.

Each stands for something: the name or the address of a restricted young person, or of
another service's, a confidential address, a reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.audit.choices import Looking
from parentis.audit.looking import Seen, looking, saw
from parentis.case_file.tests.factories import PaperFileFactory
from parentis.contacts.tests.factories import ContactFactory
from parentis.entries.models import TimelineEntry
from parentis.figures.tests.a_council import leaver
from parentis.returns.models import Found, Upload
from parentis.young_people.models import (
    Address,
    OpenedFor,
    Restriction,
    YoungPerson,
)
from tests.access import rule
from tests.access.council import Council
from tests.access.layers import forms_of, texts_of
from tests.access.rule import is_one_of

RESTRICTED, ELSEWHERE, CONFIDENTIAL, OPENED = "North 10", "West 0", "North 1", "North 8"
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


def plant(council: Council) -> None:
    """Each word where it belongs, in a council that has a return and a report."""
    word = {name: canary.word for name, canary in CANARIES.items()}
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


FORMS = {name: forms_of(canary.word) for name, canary in CANARIES.items()}


def words_in(response: HttpResponse) -> set[str]:
    return found_in(texts_of(response))


def found_in(texts: Iterator[str]) -> set[str]:
    whole = "\n".join(texts).lower()
    return {
        name for name, forms in FORMS.items() if any(form in whole for form in forms)
    }
