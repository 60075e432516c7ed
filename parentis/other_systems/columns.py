"""What a file of another system may hold: four kinds, their columns, known headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What the rows of a file are."""

    PEOPLE = "people"
    ADDRESSES = "addresses"
    ALLOCATIONS = "allocations"
    CONTACTS = "contacts"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One thing that a column of a file may say. `headings` are how systems name it.

    `is_many`: several columns may be of it, and are put together line by line.
    """

    slug: str
    label: str
    headings: tuple[str, ...]
    hint: str = ""
    is_many: bool = False


PERSON = Column(
    slug="person",
    label="Their number in the other system",
    headings=(
        "person id",
        "person number",
        "person ref",
        "mosaic id",
        "mosaic person id",
        "liquidlogic id",
        "lcs id",
        "ics id",
        "eclipse id",
        "client id",
        "client number",
        "service user id",
        "subject id",
        "case number",
        "case no",
        "case id",
        "swift id",
        "carefirst id",
        "pid",
        "id",
    ),
)
CHILD = Column(
    slug="child_number",
    label="Child number, as in the return (CHILD)",
    headings=("child", "child id", "child number", "lac number", "903 id", "ssda903"),
)
ROW = Column(
    slug="row",
    label="The number of this row in the other system",
    headings=(
        "address id",
        "allocation id",
        "worker allocation id",
        "contact id",
        "case note id",
        "casenote id",
        "note id",
        "event id",
        "record id",
        "row id",
        "relationship id",
    ),
)
STARTED = Column(
    slug="started_on",
    label="First day",
    headings=(
        "start date",
        "start",
        "from",
        "date from",
        "from date",
        "started",
        "effective from",
        "valid from",
        "allocated on",
        "allocation start",
        "allocation date",
    ),
)
ENDED = Column(
    slug="ended_on",
    label="Last day",
    headings=(
        "end date",
        "end",
        "to",
        "until",
        "date to",
        "to date",
        "ended",
        "effective to",
        "valid to",
        "allocation end",
    ),
)
WORKER = Column(
    slug="worker",
    label="Worker's name",
    headings=(
        "worker",
        "worker name",
        "allocated worker",
        "allocated to",
        "staff",
        "staff name",
        "practitioner",
        "author",
        "recorded by",
        "created by",
        "written by",
        "entered by",
        "personal adviser",
        "pa",
    ),
)
EMAIL = Column(
    slug="worker_email",
    label="Worker's e-mail address",
    headings=("worker email", "staff email", "email", "email address", "e mail"),
)

COLUMNS: dict[Holds, tuple[Column, ...]] = {
    Holds.PEOPLE: (
        PERSON,
        CHILD,
        Column(
            slug="name",
            label="Whole name in one column",
            hint="SURNAME, Forename or Forename Surname",
            headings=("name", "full name", "person name", "client name", "child name"),
        ),
        Column(
            slug="given_name",
            label="First name",
            headings=(
                "first name",
                "firstname",
                "forename",
                "forenames",
                "forename s",
                "given name",
                "given names",
                "preferred first name",
                "known as",
                "preferred name",
            ),
        ),
        Column(
            slug="family_name",
            label="Last name",
            headings=("last name", "lastname", "surname", "family name"),
        ),
        Column(
            slug="legal_given_name",
            label="Legal first name",
            headings=("legal first name", "legal forename", "birth forename"),
        ),
        Column(
            slug="legal_family_name",
            label="Legal last name",
            headings=("legal surname", "legal last name", "birth surname"),
        ),
        Column(
            slug="born",
            label="Date of birth",
            headings=(
                "dob",
                "date of birth",
                "d o b",
                "birth date",
                "born",
                "birthday",
            ),
        ),
    ),
    Holds.ADDRESSES: (
        PERSON,
        CHILD,
        ROW,
        Column(
            slug="lines",
            label="Address, or a line of it",
            is_many=True,
            headings=(
                "address",
                "full address",
                "address line",
                "address line 1",
                "address line 2",
                "address line 3",
                "address line 4",
                "address 1",
                "address 2",
                "address 3",
                "house",
                "house name",
                "house number",
                "street",
                "locality",
                "town",
                "city",
                "county",
            ),
        ),
        Column(
            slug="postcode",
            label="Postcode",
            headings=("postcode", "post code", "post code 1"),
        ),
        STARTED,
        ENDED,
        Column(
            slug="is_confidential",
            label="Confidential",
            headings=("confidential", "is confidential", "restricted", "protected"),
        ),
    ),
    Holds.ALLOCATIONS: (
        PERSON,
        CHILD,
        ROW,
        WORKER,
        EMAIL,
        Column(
            slug="team",
            label="Team",
            headings=("team", "team name", "allocated team", "org unit"),
        ),
        Column(
            slug="role",
            label="What they are to the young person",
            headings=("role", "worker role", "type", "relationship", "allocation type"),
        ),
        STARTED,
        ENDED,
    ),
    Holds.CONTACTS: (
        PERSON,
        CHILD,
        ROW,
        Column(
            slug="day",
            label="Day",
            headings=(
                "date",
                "contact date",
                "date of contact",
                "note date",
                "case note date",
                "date of visit",
                "visit date",
                "event date",
                "occurred",
                "date occurred",
                "date time",
                "start date",
            ),
        ),
        Column(
            slug="time", label="Time", headings=("time", "contact time", "start time")
        ),
        Column(
            slug="kind",
            label="Kind of contact or note",
            headings=(
                "type",
                "contact type",
                "note type",
                "case note type",
                "method",
                "contact method",
                "kind",
                "category",
            ),
        ),
        Column(
            slug="title",
            label="Title",
            headings=("title", "subject", "summary", "heading"),
        ),
        Column(
            slug="note",
            label="What was written",
            is_many=True,
            headings=(
                "note",
                "notes",
                "case note",
                "text",
                "note text",
                "details",
                "description",
                "detail",
                "content",
                "narrative",
                "comments",
            ),
        ),
        Column(
            slug="outcome",
            label="Whether they were reached",
            headings=("outcome", "result", "successful", "contact made", "status"),
        ),
        Column(
            slug="is_seen",
            label="Seen",
            headings=("seen", "child seen", "young person seen", "face to face"),
        ),
        Column(
            slug="is_seen_alone",
            label="Seen alone",
            headings=("seen alone", "child seen alone", "alone"),
        ),
        Column(slug="where", label="Where", headings=("location", "where", "venue")),
        WORKER,
        EMAIL,
    ),
}
# One of each group must be there.
NEEDED: dict[Holds, tuple[tuple[str, ...], ...]] = {
    Holds.PEOPLE: (("person", "child_number"), ("name", "family_name")),
    Holds.ADDRESSES: (("person", "child_number"), ("lines",)),
    Holds.ALLOCATIONS: (
        ("person", "child_number"),
        ("worker", "worker_email", "team"),
        ("started_on",),
    ),
    Holds.CONTACTS: (("person", "child_number"), ("day",), ("note", "kind", "title")),
}


def plain(heading: str) -> str:
    """A heading as it is compared: `Date_of-Birth (DOB)` is `date of birth`."""
    without_brackets = re.sub(r"\(.*?\)", " ", heading)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", without_brackets)
    return re.sub(r"[^a-z0-9]+", " ", apart.lower()).strip()


_KNOWN = frozenset(
    heading
    for columns in COLUMNS.values()
    for column in columns
    for heading in column.headings
)


def is_known(heading: str) -> bool:
    """Whether some system names a column so."""
    return plain(heading) in _KNOWN


def guess_columns(holds: Holds, headings: Sequence[str]) -> dict[int, str]:
    """What each column says, by its place; a column that is not known is left out."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for column in COLUMNS[holds]:
        for place in _places(column, headings):
            if place not in found and (column.is_many or column.slug not in taken):
                found[place] = column.slug
                taken.add(column.slug)
    return dict(sorted(found.items()))


def _places(column: Column, headings: Sequence[str]) -> list[int]:
    """Where its headings stand: the most usual name first, for lines in their order."""
    named = [plain(heading) for heading in headings]
    if column.is_many:
        return [place for place, name in enumerate(named) if name in column.headings]
    return [
        place
        for heading in column.headings
        for place, name in enumerate(named)
        if name == heading
    ]


def guess_holds(headings: Sequence[str]) -> Holds:
    """What a file most likely holds: the kind that knows the most of its headings."""
    return max(Holds, key=lambda holds: len(guess_columns(holds, headings)))


def missing_columns(holds: Holds, chosen: Sequence[str]) -> list[str]:
    """A sentence for each thing that the file must say, and no column does."""
    labels = {column.slug: column.label for column in COLUMNS[holds]}
    return [
        "Choose a column for: " + " or ".join(f"‘{labels[slug]}’" for slug in group)
        for group in NEEDED[holds]
        if not set(group) & set(chosen)
    ]
