"""What was read from files, beside what saving it would do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import (
    RecommendationTold,
    SourceTold,
    UpdateTold,
)
from parentis.committee_report.tracker import full_number
from parentis.recommendations import queries as recommendations
from parentis.recommendations.choices import Status
from parentis.recommendations.in_reports import queries as in_reports
from parentis.tracker_files.found import part_of
from parentis.tracker_files.says import same
from parentis.trackers.choices import NOT_SAVED, TAGS, Does, PieceKind
from parentis.trackers.models import Piece, Reading

KEEP = Permission.KEEP_PROMISES
ON_A_PAGE = 100
MOST_LISTED = 50
NOT_IN_THE_FILE = "Updates on recommendations that the file does not set out"
NOT_UNDERSTOOD = "What was not understood"
NO_THEME = "Without a heading"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A question that the file answers otherwise than what is kept here."""

    question: str
    ours: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A piece, and what saving does with it. `why`: what it waits for."""

    piece: Piece
    does: Does
    why: str = ""
    differs: Sequence[Difference] = ()
    tells_of: Sequence[str] = ()

    @property
    def words(self) -> str:
        match self.does:
            case Does.ADDS:
                return f"New recommendation {self.piece.number}"
            case Does.TELLS:
                return f"New update on {_listed(self.tells_of)}"
            case Does.DIFFERS:
                return "What is there stays, unless you change this."
            case Does.CHANGES:
                return "It takes the place of what is there."
            case _:
                return self.why

    @property
    def tag(self) -> str:
        return TAGS[self.does][0]

    @property
    def colour(self) -> str:
        return TAGS[self.does][1]

    @property
    def may_be_taken(self) -> bool:
        return self.does in (Does.DIFFERS, Does.CHANGES)


@dataclass(frozen=True, kw_only=True)
class There:
    """What a source holds already, by the numbers of its recommendations."""

    recommendations: Mapping[str, RecommendationTold] = field(default_factory=dict)

    def has_told(self, number: str, piece: Piece, on: date | None) -> bool:
        told = self.recommendations.get(number)
        updates: Sequence[UpdateTold] = told.updates if told else ()
        return any(
            each.on == on and same(each.words) == same(piece.told_words)
            for each in updates
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that saving a reading would do."""

    reading: Reading
    pieces: Sequence[Planned]
    there: There

    @cached_property
    def counts(self) -> dict[Does, int]:
        found = dict.fromkeys(Does, 0)
        for each in self.pieces:
            found[each.does] += 1
        return found

    @property
    def waits(self) -> list[Planned]:
        return [each for each in self.pieces if each.does is Does.WAITS]

    @property
    def is_nothing_new(self) -> bool:
        saves = (Does.ADDS, Does.TELLS, Does.CHANGES, Does.WAITS)
        return not any(self.counts[each] for each in saves)


@dataclass(frozen=True, kw_only=True)
class Group:
    title: str
    lines: Sequence[Planned]


@dataclass(frozen=True, kw_only=True)
class ReadingPage:
    """A page of a reading's pieces, under the file's own headings.

    `others` are the further lists of the same file.
    """

    plan: Plan
    lines: Sequence[Planned]
    next: int | None
    source_like_it: tuple[int, str] | None
    others: Sequence[Reading] = ()

    @property
    def reading(self) -> Reading:
        return self.plan.reading

    @property
    def may_be_put_together(self) -> bool:
        return self.reading.is_unfinished and any(
            each.is_unfinished for each in self.others
        )

    @property
    def next_query(self) -> str:
        return f"?after={self.next}"

    @property
    def summary(self) -> list[tuple[Does, int]]:
        return [(does, count) for does, count in self.plan.counts.items() if count]

    @cached_property
    def groups(self) -> list[Group]:
        return [
            Group(title=title, lines=list(lines))
            for title, lines in groupby(self.lines, _title)
        ]


def readings(*, viewer: User) -> tuple[list[Reading], list[Reading]]:
    """Those to be looked through, and the latest of those that are done with."""
    require(viewer, KEEP)
    found = Reading.objects.select_related("recorded_by", "source", "finished_by")
    done = found.exclude(pk__in=Reading.objects.unfinished())
    return (
        list(found.unfinished().latest_first()[:MOST_LISTED]),
        list(done.latest_first()[:MOST_LISTED]),
    )


def get_reading(pk: int, *, viewer: User) -> Reading:
    require(viewer, KEEP)
    found = Reading.objects.select_related("source", "body", "finished_by")
    return get_object_or_404(found, pk=pk)


def get_piece(pk: int, *, of: int, viewer: User) -> Piece:
    """A piece of a reading that is not done with. Raises Http404."""
    require(viewer, KEEP)
    found = Piece.objects.select_related("reading", "changed_by")
    piece = get_object_or_404(found, pk=pk, reading=of)
    if not piece.reading.is_unfinished:
        raise Http404("This reading is done with.")
    return piece


def pieces_to_join(piece: Piece, *, viewer: User) -> list[tuple[int, str]]:
    """Which pieces it may be joined to: those that are saved, in order."""
    require(viewer, KEEP)
    others = Piece.objects.filter(reading=piece.reading_id, is_left_out=False)
    found = others.exclude(pk=piece.pk).exclude(kind=PieceKind.LEFT_OVER)
    return [(each.pk, str(each)) for each in found.order_by("place", "pk")]


def source_choices(*, viewer: User, on: date) -> list[tuple[int, str]]:
    """The sources that a file may tell of."""
    return [
        (each.source.pk, each.source.title)
        for each in recommendations.sources(viewer=viewer, on=on)
    ]


def body_choices(*, viewer: User, on: date) -> list[tuple[int, str]]:
    return bodies.body_choices(viewer=viewer, on=on)


def source_told(pk: int, *, viewer: User, on: date) -> SourceTold:
    """A source as it is given out; one without recommendations, too."""
    source = recommendations.source_page(pk, viewer=viewer, on=on).source
    found = in_reports.told([pk], viewer=viewer, on=on)
    return next(
        iter(found),
        SourceTold(
            title=source.title,
            made_by=source.made_by,
            made_on=source.made_on,
            recommendations=(),
        ),
    )


def reading_page(pk: int, *, viewer: User, on: date, after: int = 0) -> ReadingPage:
    """The pieces from a place on, and what saving all of them does."""
    found = plan(get_reading(pk, viewer=viewer), viewer=viewer, on=on)
    later = [
        each
        for each in found.pieces
        if each.piece.place > after
        and (found.reading.is_unfinished or each.does in NOT_SAVED)
    ]
    shown = later[:ON_A_PAGE]
    return ReadingPage(
        plan=found,
        lines=shown,
        next=shown[-1].piece.place if len(later) > ON_A_PAGE else None,
        source_like_it=_source_like(found.reading, viewer, on),
        others=other_lists(found.reading, viewer=viewer),
    )


def other_lists(reading: Reading, *, viewer: User) -> list[Reading]:
    """The further lists that the same file held when it was read in."""
    require(viewer, KEEP)
    of_file = Reading.objects.filter(
        sha256=reading.sha256, recorded_at=reading.recorded_at
    )
    return list(of_file.exclude(pk=reading.pk).order_by("part"))


def _source_like(reading: Reading, viewer: User, on: date) -> tuple[int, str] | None:
    """A source of the same name, where the file is to become a new one."""
    if reading.source_id is not None or not reading.is_unfinished:
        return None
    choices = source_choices(viewer=viewer, on=on)
    title = same(reading.title)
    return next((each for each in choices if title and same(each[1]) == title), None)


# -- what saving does ------------------------------------------------------------------


def plan(reading: Reading, *, viewer: User, on: date) -> Plan:
    require(viewer, KEEP)
    there = There()
    if reading.source_id is not None:
        told = source_told(reading.source_id, viewer=viewer, on=on)
        there = There(recommendations=_by_number(told))
    pieces = list(
        Piece.objects.filter(reading=reading)
        .select_related("changed_by")
        .order_by("place", "pk")
    )
    numbers = [
        piece.number
        for piece in pieces
        if piece.kind == PieceKind.RECOMMENDATION and not piece.is_left_out
    ]
    planned = [_planned(piece, reading, there, numbers) for piece in pieces]
    return Plan(reading=reading, pieces=planned, there=there)


def planned_piece(piece: Piece, *, viewer: User, on: date) -> Planned:
    """One piece, and what saving does with it."""
    found = plan(piece.reading, viewer=viewer, on=on)
    return next(each for each in found.pieces if each.piece.pk == piece.pk)


def _by_number(source: SourceTold) -> dict[str, RecommendationTold]:
    found = {}
    for each in source.recommendations:
        found[each.number] = each
        for part in each.parts:
            found[full_number(each.number, part.number)] = part
    return found


def _planned(
    piece: Piece, reading: Reading, there: There, numbers: Sequence[str]
) -> Planned:
    if piece.is_left_out:
        return Planned(piece=piece, does=Does.LEFT_OUT)
    match piece.kind:
        case PieceKind.RECOMMENDATION:
            return _recommendation(piece, there, numbers)
        case PieceKind.UPDATE:
            return _update(piece, reading, there, numbers)
        case _:
            return Planned(piece=piece, does=Does.IS_LEFT)


def _recommendation(piece: Piece, there: There, numbers: Sequence[str]) -> Planned:
    if why := _missing(piece, numbers):
        return Planned(piece=piece, does=Does.WAITS, why=why)
    ours = there.recommendations.get(piece.number)
    superseded = _superseded_by_what({*there.recommendations, *numbers}, piece)
    if ours is None:
        does = Does.WAITS if superseded else Does.ADDS
        return Planned(piece=piece, does=does, why=superseded)
    differs = _differences(piece, ours)
    if not differs:
        return Planned(piece=piece, does=Does.NOTHING)
    does = Does.CHANGES if piece.is_theirs else Does.DIFFERS
    if superseded and does is Does.CHANGES:
        return Planned(piece=piece, does=Does.WAITS, why=superseded)
    return Planned(piece=piece, does=does, differs=differs)


def _missing(piece: Piece, numbers: Sequence[str]) -> str:
    if not piece.number:
        return "It has no number. Give it one, or leave it out."
    if numbers.count(piece.number) > 1:
        return (
            f"The file has recommendation {piece.number} twice. Correct one number,"
            " join the two, or leave one out."
        )
    if not piece.text.strip():
        return "It has no words. Write them, or leave it out."
    return ""


def _superseded_by_what(known: Collection[str], piece: Piece) -> str:
    """What to ask, where something has taken its place and nobody knows what."""
    if piece.status != Status.SUPERSEDED:
        return ""
    if not piece.superseded_by:
        return (
            "It is superseded, and the file does not say by which. Say so, or choose"
            " another status, or none."
        )
    if piece.superseded_by not in known:
        return (
            f"It is superseded by recommendation {piece.superseded_by}, which is not"
            " there, and not in the file. Correct the number, or choose another status."
        )
    return ""


def _differences(piece: Piece, ours: RecommendationTold) -> list[Difference]:
    """What the file says otherwise. Where it says nothing, nothing differs."""
    status = piece.shown_status
    pairs = (
        ("What is recommended", ours.text, piece.text),
        ("Heading", ours.theme, piece.theme if not part_of(piece.number)[1] else ""),
        ("Who is asked", ours.addressed_to, piece.addressed_to),
        ("Answer", ours.answer, piece.answer),
        ("Who sees to it", ours.owner, piece.owner),
        ("Done by", _day(ours.due_on), _day(piece.due_on)),
        ("Status", ours.status, status),
    )
    return [
        Difference(question=question, ours=had, theirs=says)
        for question, had, says in pairs
        if says.strip() and same(says) != same(had)
    ]


def _update(
    piece: Piece, reading: Reading, there: There, numbers: Sequence[str]
) -> Planned:
    on = piece.told_on or reading.told_on
    known = {*there.recommendations, *numbers}
    why = ""
    if not piece.numbers:
        why = "Say which recommendations it is about, or leave it out."
    elif unknown := [each for each in piece.numbers if each not in known]:
        why = (
            f"Recommendation {_listed(unknown)} is not there, and not in the file."
            " Choose the source that has it, correct the number, or leave this out."
        )
    elif on is None:
        why = (
            "Say on which day it was told, here or for the whole file at the top of"
            " the page."
        )
    why = why or _superseded_by_what(known, piece)
    if why:
        return Planned(piece=piece, does=Does.WAITS, why=why)
    new = [each for each in piece.numbers if not there.has_told(each, piece, on)]
    does = Does.TELLS if new else Does.NOTHING
    return Planned(piece=piece, does=does, tells_of=new)


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else ""


def _listed(numbers: Sequence[str]) -> str:
    first = ", ".join(numbers[:-1])
    return f"{first} and {numbers[-1]}" if first else "".join(numbers)


def _title(planned: Planned) -> str:
    piece = planned.piece
    if piece.kind == PieceKind.LEFT_OVER:
        return NOT_UNDERSTOOD
    is_elsewhere = piece.kind == PieceKind.UPDATE and not piece.theme
    return piece.theme or (NOT_IN_THE_FILE if is_elsewhere else NO_THEME)
