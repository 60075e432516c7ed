"""Agendas and minutes to print."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from parentis.documents.content import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Numbering,
    Paragraph,
    Run,
    Table,
    Text,
)
from parentis.meetings.actions_asked.queries import ActionShown
from parentis.meetings.agenda.queries import ItemShown, MeetingShown
from parentis.meetings.attendance.queries import Attended
from parentis.meetings.choices import Came, ItemKind, Sheet
from parentis.meetings.declarations.queries import DeclarationShown
from parentis.meetings.papers.queries import PaperShown

OPEN, NOT_OPEN = "Open to the public", "Parts of this are not for publication"
DRAFT, OF_STAFF = "Draft, not approved yet", "This body does not meet in public"


def document_of(meeting: MeetingShown, sheet: Sheet, *, at: datetime) -> Document:
    """The agenda or the minutes, as their reader may see them.

    Of an item that is not open to its reader there is nothing but the paragraph to
    print: `queries.meeting_to_print` gives the public's.
    """
    blocks = _agenda if sheet == Sheet.AGENDA else _minutes
    return Document(
        title=f"{sheet.label}: {meeting.body}",
        organisation=settings.COUNCIL_NAME,
        date_text=date_format(meeting.on, "l j F Y"),
        marking=_marking(meeting, sheet),
        head=_head(meeting),
        blocks=list(blocks(meeting)),
        numbering=Numbering.NONE,
        written_at=at,
    )


def _marking(meeting: MeetingShown, sheet: Sheet) -> str:
    if meeting.shows_exempt:
        return NOT_OPEN
    if not meeting.is_public:
        return OF_STAFF
    is_draft = sheet == Sheet.MINUTES and meeting.minutes_approved_on is None
    return DRAFT if is_draft else OPEN


def _head(meeting: MeetingShown) -> list[tuple[str, Text]]:
    begins = timezone.localtime(meeting.begins_at)
    when = f"{date_format(begins, 'l j F Y')}, {begins:%H:%M}"
    if meeting.ends_at:
        when = f"{when} to {timezone.localtime(meeting.ends_at):%H:%M}"
    rows: list[tuple[str, Text]] = [
        ("When", when),
        ("Where", meeting.place),
        ("How", meeting.how),
        ("Theme", meeting.theme),
        ("State", "The meeting is cancelled" if meeting.is_cancelled else ""),
    ]
    return [row for row in rows if row[1]]


def _agenda(meeting: MeetingShown) -> Iterable[Block]:
    for item in meeting.items:
        yield from _opening(item)
        if item.is_hidden:
            continue
        if item.lead:
            who = "Asked for by: " if item.saying_pk else "Who speaks: "
            yield Paragraph((Run(who, is_strong=True), item.lead))
        if item.what_for:
            yield Paragraph(item.what_for)
        if item.papers:
            yield Paragraph((Run("Papers", is_strong=True),))
            yield Bullets([_paper(each) for each in item.papers])


def _paper(paper: PaperShown) -> str:
    if not paper.is_exempt:
        return paper.title
    return f"{paper.title} ({paper.marking[:1].lower()}{paper.marking[1:]})"


def _opening(item: ItemShown) -> Iterable[Block]:
    """An item's number and title; and its marking, where it is not open."""
    yield Heading(f"{item.number}. {item.title}", is_numbered=False)
    if item.is_exempt:
        marking = item.marking.replace("Not for publication", "NOT FOR PUBLICATION")
        by_law = f"{marking} to the Local Government Act 1972"
        yield Paragraph((Run(by_law, is_strong=True),))
        if item.why_exempt:
            yield Paragraph(item.why_exempt)


# -- minutes ---------------------------------------------------------------------------


def _minutes(meeting: MeetingShown) -> Iterable[Block]:
    yield from _who_came(meeting)
    for item in meeting.items:
        yield from _opening(item)
        if not item.is_hidden:
            yield from _said(item, meeting)
    if meeting.minutes:
        yield Heading("What else was said", is_numbered=False)
        yield from _paragraphs(meeting.minutes)
    approved = meeting.minutes_approved_on
    yield Paragraph(
        f"These minutes were approved on {date_format(approved, 'j F Y')}."
        if approved
        else "These minutes are a draft: the body has not approved them yet."
    )


def _who_came(meeting: MeetingShown) -> Iterable[Block]:
    came = [_named(each) for each in meeting.present]
    substitutes = [
        f"{each.substitute} (for {each.name})"
        for each in meeting.attended
        if each.substitute
    ]
    rows: list[tuple[str, Text]] = [
        ("Present", "\n".join([*came, *substitutes])),
        ("Apologies", "\n".join(each.name for each in meeting.apologies)),
        ("Absent", "\n".join(each.name for each in meeting.absent)),
        ("Also there", meeting.also_present),
        ("Quorum", str(meeting.quorum) if meeting.attended else ""),
    ]
    there = [row for row in rows if row[1]]
    if there:
        yield Heading("Who was there", is_numbered=False)
        yield KeyValues(there)


def _named(attended: Attended) -> str:
    told = [
        attended.part if attended.part != "Member" else "",
        "" if attended.seat in ("Councillor", attended.name) else attended.seat,
        "online" if attended.is_remote and attended.came == Came.PRESENT else "",
    ]
    more = ", ".join(each for each in told if each)
    return f"{attended.name} ({more})" if more else attended.name


def _said(item: ItemShown, meeting: MeetingShown) -> Iterable[Block]:
    if item.kind == ItemKind.DECLARATIONS:
        yield from _declared(meeting.declarations)
    if item.saying_pk:
        yield Paragraph((Run("Asked for by: ", is_strong=True), item.lead))
        yield from _paragraphs(item.what_for)
    yield from _paragraphs(item.minute)
    for decision in item.decisions:
        key = " (key decision)" if decision.is_key else ""
        votes = f" ({decision.votes})" if decision.votes else ""
        yield Paragraph(
            (
                Run(f"{decision.kind}{key}: ", is_strong=True),
                f"{decision.words}{votes}",
            ),
            is_numbered=False,
        )
    if item.actions:
        yield _actions(item.number, item.actions)


def _declared(declarations: Sequence[DeclarationShown]) -> Iterable[Block]:
    if not declarations:
        yield Paragraph("No interest was declared.")
        return
    yield Bullets(
        [
            ". ".join(
                part.rstrip(".")
                for part in (
                    f"{each.who}: {each.words}",
                    f"{each.kind}",
                    f"Item {each.item}" if each.item else "",
                    "They left while it was discussed" if each.has_left else "",
                )
                if part
            )
            + "."
            for each in declarations
        ]
    )


def _actions(number: int, actions: Sequence[ActionShown]) -> Table:
    return Table(
        caption=f"Actions from item {number}",
        columns=["What is to be done", "Who", "By when"],
        rows=[
            [
                each.words,
                each.owner,
                date_format(each.due_on, "j F Y") if each.due_on else "No day set",
            ]
            for each in actions
        ],
        has_row_headers=False,
    )


def _paragraphs(words: str) -> Iterable[Block]:
    for part in words.replace("\r\n", "\n").split("\n\n"):
        if part.strip():
            yield Paragraph(part.strip())
