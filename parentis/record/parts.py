"""Every part of a record, in the order of its contents, and what else is told."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from parentis.activities import parts as activities
from parentis.care_history import parts as care_history
from parentis.case_file import parts as case_file
from parentis.contacts import parts as contacts
from parentis.entries.models import TimelineEntry
from parentis.entries.parts import Part
from parentis.health import parts as health
from parentis.homes import parts as homes
from parentis.personal_details import parts as personal_details
from parentis.support import parts as support

PARTS: tuple[Part, ...] = (
    *personal_details.PARTS,
    *care_history.PARTS,
    *contacts.PARTS,
    *homes.PARTS,
    *activities.PARTS,
    *health.PARTS,
    *support.PARTS,
    *case_file.PARTS,
)
BY_SLUG = {part.slug: part for part in PARTS}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a timeline tells that is no part, and has pages of its own.

    `page` takes the young person's number, and the entry's where each has its own.
    """

    title: str
    page: str


PAGES_OF_THEIR_OWN = {
    "contacts": Told(title="Contacts", page="contacts:contact"),
    "lost-touch": Told(title="Lost touch", page="contacts:about"),
    "in-touch": Told(title="In touch, for the return", page="contacts:about"),
    "came-back": Told(title="Came back", page="contacts:about"),
    "care-history": Told(title="Care history", page="care_history:care_period"),
    "papers": Told(title="Documents and letters", page="case_file:papers"),
    "pathway-plan": Told(title="Pathway plan", page="pathway_plans:plan_of_timeline"),
    "interests": Told(
        title="What they want to do", page="pathway_plans:interests_of_timeline"
    ),
}


def title_of(kind: str) -> str:
    if kind in BY_SLUG:
        return BY_SLUG[kind].title
    told = PAGES_OF_THEIR_OWN.get(kind)
    return told.title if told else kind.replace("-", " ").capitalize()


def address_of(line: TimelineEntry) -> str:
    """Where the entry of a line is. Empty where it has no page of its own."""
    if line.kind in BY_SLUG:
        return reverse(
            "record:entry", args=[line.young_person_id, line.kind, line.about_pk]
        )
    told = PAGES_OF_THEIR_OWN.get(line.kind)
    for numbers in ([line.young_person_id, line.about_pk], [line.young_person_id]):
        try:
            return reverse(told.page, args=numbers) if told else ""
        except NoReverseMatch:
            continue
    return ""
