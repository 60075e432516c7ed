"""What the council recorded of itself as a parent, as blocks of a report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from parentis.committee_report.from_council import (
    ActionTold,
    ChampionTold,
    FromCouncil,
    FundingTold,
    MilestoneTold,
    PromiseTold,
    SayingTold,
    SeatTold,
    TargetTold,
    VisitsTold,
    VisitTold,
)
from parentis.committee_report.narrative import inline, inlines
from parentis.committee_report.notes import day
from parentis.committee_report.shape import Part
from parentis.committee_report.tracker import tracker_blocks
from parentis.documents.content import (
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Run,
    Table,
    Text,
)
from parentis.indicators.wording import HIDDEN, WHY_HIDDEN

NO_DATE = "no date"
NOBODY = "not yet named"
NO_AMOUNT = "not told"
NO_MORE = "No more is told"


def blocks_of(part: Part, told: FromCouncil, *, level: int) -> list[Block]:
    """What a block sets out; none where nothing is recorded.

    `level` is that of the headings in it.
    """
    make = MAKERS[part]
    return list(make(told, level))


def _changes(told: FromCouncil, level: int) -> Iterable[Block]:
    if not told.changes:
        return
    since = told.last_told or "the last report to this body"
    yield Table(
        caption=f"What has changed since {since}",
        columns=("What", "As told then", "Now"),
        rows=[
            (inline(each.what), inline(each.before), inline(each.now))
            for each in told.changes
        ],
    )


# -- targets --------------------------------------------------------------------------


def _targets(told: FromCouncil, level: int) -> Iterable[Block]:
    for year, group in groupby(told.targets, key=lambda each: each.year):
        targets = list(group)
        yield Table(
            caption=f"Employment targets, {year}",
            columns=(
                "Kind of opportunity",
                "Directorate",
                Column("Target", is_number=True),
                Column("Offered", is_number=True),
                Column("Taken up", is_number=True),
            ),
            rows=[
                (
                    each.kind,
                    each.directorate,
                    f"{each.target:,}",
                    f"{each.offered:,}",
                    each.taken_up,
                )
                for each in targets
            ],
            notes=_for_whom(targets),
        )


def _for_whom(targets: Sequence[TargetTold]) -> list[str]:
    """Who may have the places, each said once; and why a number is hidden."""
    said = (
        f"{each.kind}: {_sentences(each.eligibility, each.ring_fence)}"
        for each in targets
        if each.eligibility or each.ring_fence
    )
    is_hidden = any(each.taken_up == HIDDEN for each in targets)
    return [*dict.fromkeys(said), *([WHY_HIDDEN] if is_hidden else [])]


def _sentences(*texts: str) -> str:
    return " ".join(
        text if text.endswith((".", "!", "?")) else f"{text}."
        for text in map(str.strip, texts)
        if text
    )


# -- the strategy and the pledge ------------------------------------------------------


def _pledge(told: FromCouncil, level: int) -> Iterable[Block]:
    for promise in told.promises:
        yield Heading(f"Promise {promise.number}: {promise.words}", level=level)
        yield Paragraph((Run("State: ", is_strong=True), promise.state))
        yield from _shown_by(promise)


def _shown_by(promise: PromiseTold) -> Iterable[Block]:
    if promise.evidence:
        yield Paragraph("What shows it:")
        yield Bullets([inline(each) for each in promise.evidence])
    yield from _sayings(promise.sayings)


def _priorities(told: FromCouncil, level: int) -> Iterable[Block]:
    for priority in told.priorities:
        yield Heading(priority.title, level=level)
        if priority.words:
            yield Paragraph(inline(priority.words))
        if priority.milestones:
            yield Table(
                caption=f"Milestones: {priority.title}",
                columns=("Milestone", "Owner", "Due", "State"),
                rows=[_milestone(each) for each in priority.milestones],
            )


def _milestone(told: MilestoneTold) -> tuple[Text, ...]:
    return inline(told.words), told.owner or NOBODY, _day(told.due_on), told.state


def _risks(told: FromCouncil, level: int) -> Iterable[Block]:
    if told.risks:
        yield Table(
            caption="Risks, the gravest first",
            columns=(
                "Risk",
                "What it would do",
                "What is done about it",
                "Owner",
                Column("Score", is_number=True),
            ),
            rows=[
                (each.title, each.effect, each.mitigation, each.owner, str(each.score))
                for each in sorted(told.risks, key=lambda risk: -risk.score)
            ],
            notes=("Score: how likely, 1 to 5, times how much it would harm, 1 to 5.",),
        )


def _funding(told: FromCouncil, level: int) -> Iterable[Block]:
    if told.funding:
        yield Table(
            caption="What is paid, by whom, until when",
            columns=(
                "What",
                "Who pays",
                Column("Amount", is_number=True),
                "Ends",
                "State",
            ),
            rows=[_grant(each) for each in told.funding],
        )


def _grant(told: FundingTold) -> tuple[str, ...]:
    ends = day(told.ends_on) if told.ends_on else "no end set"
    return told.what, told.funder, told.amount or NO_AMOUNT, ends, told.state


# -- members and meetings -------------------------------------------------------------


def _visits(told: FromCouncil, level: int) -> Iterable[Block]:
    if told.visits is None:
        return
    yield Paragraph(_how_many(told.visits))
    if not told.visits.visits:
        return
    # To the public every home is the same: a column of that would tell nothing.
    has_homes = len({each.home for each in told.visits.visits}) > 1
    home = ("Home",) if has_homes else ()
    yield Table(
        caption="Visits to children's homes",
        columns=(
            "Visit",
            *home,
            "Good enough for my child?",
            "What was seen, and what followed",
        ),
        rows=[_visit(each, has_homes=has_homes) for each in told.visits.visits],
    )


def _how_many(told: VisitsTold) -> str:
    made = len(told.visits)
    due = "1 visit was due" if told.due == 1 else f"{told.due} visits were due"
    were = "1 was made" if made == 1 else f"{made or 'none'} were made"
    return f"From {day(told.begins_on)} to {day(told.ends_on)}, {due} and {were}."


def _visit(told: VisitTold, *, has_homes: bool) -> tuple[Text, ...]:
    """When and by whom, where, whether it was good enough, and what came of it."""
    followed = [f"Actions: {'; '.join(told.actions)}"] if told.actions else []
    followed += [f"The home's answer: {told.answer}"] if told.answer else []
    seen = [told.findings] if told.findings else []
    return (
        f"{day(told.on)}\n{told.by}",
        *((told.home,) if has_homes else ()),
        told.is_good_enough,
        inline("\n".join([*seen, *followed]) or NO_MORE),
    )


def _views(told: FromCouncil, level: int) -> Iterable[Block]:
    yield from _sayings(told.views)


def _sayings(sayings: Sequence[SayingTold]) -> Iterable[Block]:
    for saying in sayings:
        when = f", {day(saying.on)}" if saying.on else ""
        yield Paragraph((f"“{saying.words}”", f" ({saying.who}{when})"))
        if saying.answer:
            yield Paragraph(
                (Run("Answer: ", is_strong=True), *inlines(inline(saying.answer)))
            )


def _actions(told: FromCouncil, level: int) -> Iterable[Block]:
    if told.actions:
        yield Table(
            caption="Actions that meetings asked for",
            columns=("Action", "Owner", "Asked", "Due", "State"),
            rows=[_action(each) for each in told.actions],
        )


def _action(told: ActionTold) -> tuple[Text, ...]:
    return (
        inline(told.words),
        told.owner or NOBODY,
        day(told.asked_on),
        _day(told.due_on),
        told.state,
    )


SEATS = ("Member", "Seat", "Part", "Ward", "Party")


def _members(told: FromCouncil, level: int) -> Iterable[Block]:
    if not told.seats:
        return
    rows = [_seat(each) for each in told.seats]
    # A body without wards or parties has no columns for them.
    said = [at for at in range(len(SEATS)) if any(row[at] for row in rows)]
    yield Table(
        caption=f"Membership of the {told.body}" if told.body else "Membership",
        columns=[SEATS[at] for at in said],
        rows=[[row[at] for at in said] for row in rows],
    )


def _seat(told: SeatTold) -> tuple[str, ...]:
    return told.name, told.seat, told.part, told.ward, told.party


def _champions(told: FromCouncil, level: int) -> Iterable[Block]:
    if told.champions:
        yield Table(
            caption="Champions",
            columns=("Area", "Champion", "What was done"),
            rows=[_champion(each) for each in told.champions],
        )


def _champion(told: ChampionTold) -> tuple[Text, ...]:
    return told.area, told.name or NOBODY, "\n".join(told.deeds) or "nothing told yet"


def _tracker(told: FromCouncil, level: int) -> Iterable[Block]:
    return tracker_blocks(told.sources, level=level)


def _tracker_table(told: FromCouncil, level: int) -> Iterable[Block]:
    return tracker_blocks(told.sources, as_table=True, level=level)


def _day(on: date | None) -> str:
    return day(on) if on else NO_DATE


MAKERS: Mapping[Part, Callable[[FromCouncil, int], Iterable[Block]]] = {
    Part.CHANGES: _changes,
    Part.TARGETS: _targets,
    Part.PLEDGE: _pledge,
    Part.PRIORITIES: _priorities,
    Part.VISITS: _visits,
    Part.VIEWS: _views,
    Part.ACTIONS: _actions,
    Part.RISKS: _risks,
    Part.FUNDING: _funding,
    Part.MEMBERS: _members,
    Part.CHAMPIONS: _champions,
    Part.TRACKER: _tracker,
    Part.TRACKER_TABLE: _tracker_table,
}
