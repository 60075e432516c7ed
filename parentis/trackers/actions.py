"""Reading a file, correcting what was read, and saving it when a person says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.recommendations import actions as recommendations
from parentis.recommendations import queries as recommendations_of
from parentis.recommendations.choices import SourceKind
from parentis.recommendations.from_trackers import actions as from_trackers
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.tracker_files.found import part_of
from parentis.tracker_files.read import (
    ReportRead,
    RowRead,
    StatusRead,
    TrackerRead,
    UpdateRead,
)
from parentis.tracker_files.reader import read_tracker
from parentis.tracker_files.says import answer_of, same
from parentis.trackers import queries
from parentis.trackers.choices import DAYS_KEPT, Does, PieceKind, ReadingState
from parentis.trackers.models import Piece, Reading
from parentis.trackers.queries import Plan, Planned

KEEP = Permission.KEEP_PROMISES
MOST_LEFT_OVER = 300
NOTHING_THERE = (
    "Nothing was found in this file. Look whether it is the right one, and save it as"
    " .docx, .xlsx, .csv or .txt."
)
IS_DONE_WITH = "Somebody has finished this meanwhile. Nothing more is done with it."


# -- reading ---------------------------------------------------------------------------


def read_file(
    name: str,
    contents: bytes,
    *,
    by: User,
    at: datetime,
    source: int | None = None,
    sent_as: UUID | None = None,
) -> Reading:
    """Reads a file and keeps what was found, to be looked through; saves none of it.

    Of several lists in one file, each is looked through by itself; gives the first. A
    file that is being looked through already leads there. Raises TrackerRefused for
    what cannot be read, and NotRecorded where nothing is found.
    """
    require(by, KEEP)
    known_by = sha256(contents).hexdigest()
    unfinished = Reading.objects.unfinished().filter(sha256=known_by)
    if before := unfinished.order_by("part").first():
        return before
    read = read_tracker(name, contents)
    if not (read.rows or read.updates or read.left_over):
        raise NotRecorded(NOTHING_THERE)
    on = timezone.localtime(at).date()
    file = {
        "file_name": name[:255],
        "sha256": known_by,
        "kept_until": on + timedelta(days=DAYS_KEPT),
    }

    def keep_others(reading: Reading) -> None:
        _keep_pieces(reading, read)
        for part, other in enumerate(read.others, start=2):
            recorded.add(
                Reading,
                by=by,
                at=at,
                needs=KEEP,
                answers=file | _about(other, by, on) | {"part": part},
                besides=partial(_keep_pieces, read=other),
            )

    return recorded.add(
        Reading,
        by=by,
        at=at,
        needs=KEEP,
        answers=file | _about(read, by, on) | {"source_id": source},
        sent_as=sent_as,
        besides=keep_others,
    )


def _keep_pieces(reading: Reading, read: TrackerRead) -> None:
    pieces = list(_pieces(read))
    for place, piece in enumerate(pieces, start=1):
        piece.reading, piece.place = reading, place
        piece.recorded_by, piece.recorded_at = reading.recorded_by, reading.recorded_at
    Piece.objects.bulk_create(pieces, batch_size=500)


def _about(read: TrackerRead, by: User, on: date) -> dict[str, Any]:
    told_to = read.report.told_to
    body = next(
        (
            pk
            for pk, name in queries.body_choices(viewer=by, on=on)
            if told_to and same(name) == same(told_to)
        ),
        None,
    )
    return {
        "title": _short(read.title, 300),
        "made_by": _short(read.made_by, 200),
        "made_on": read.made_on,
        "report_title": _short(read.report.title, 300),
        "report_by": _short(read.report.by, 200),
        "told_on": read.report.told_on,
        "body_id": body,
        "told_to": "" if body else _short(told_to, 200),
    }


def _pieces(read: TrackerRead) -> Iterator[Piece]:
    """Recommendations, each with its parts and what was told of it; then the rest."""
    waiting = list(read.updates)
    too_long: list[str] = []
    for row in read.rows:
        numbers = {row.number, *(f"{row.number}{part.number}" for part in row.parts)}
        yield _row(row, row.number, row.theme, too_long)
        for part in row.parts:
            number = f"{row.number}{part.number}"
            yield _row(part, number, row.theme, too_long)
        for told in [each for each in waiting if each.about[0] in numbers]:
            waiting.remove(told)
            yield _told(told, row.theme)
    for told in waiting:
        yield _told(told, "")
    for words in _few([*read.left_over, *too_long]):
        yield Piece(kind=PieceKind.LEFT_OVER, text=words)


def _row(row: RowRead, number: str, theme: str, too_long: list[str]) -> Piece:
    """What is longer than we keep is shortened here, and stands whole at the end."""
    texts = {
        "theme": theme,
        "addressed_to": row.addressed_to,
        "owner": row.owner,
        "due_words": row.due_words,
        "status_words": row.status_words,
    }
    too_long += [f"{number}: {text}" for text in texts.values() if len(text) > 200]
    return Piece(
        kind=PieceKind.RECOMMENDATION,
        number=number[:20],
        text=row.text,
        answer=row.answer,
        due_on=row.due_on,
        status=row.status or "",
        superseded_by=row.superseded_by[:20],
        **{name: _short(text, 200) for name, text in texts.items()},
    )


def _told(told: UpdateRead, theme: str) -> Piece:
    return Piece(
        kind=PieceKind.UPDATE,
        theme=_short(theme, 200),
        text=told.words,
        about=_short(", ".join(told.about), 500),
        told_on=told.on,
        told_to=_short(told.told_to, 200),
        status=told.status or "",
        superseded_by=told.superseded_by[:20],
        set_by=_short(told.set_by, 200),
        evidence="\n".join(told.evidence),
    )


def _few(left_over: Sequence[str]) -> list[str]:
    """Of a long file, several paragraphs together, so that all can be seen."""
    at_once = 1 + len(left_over) // MOST_LEFT_OVER
    return [
        "\n\n".join(left_over[at : at + at_once])
        for at in range(0, len(left_over), at_once)
    ]


def _short(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


# -- correcting ------------------------------------------------------------------------


def change_reading(
    reading: Reading,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Reading:
    """Says where it is to be saved, and what the report was."""
    _refuse_done(reading)
    return recorded.change(
        reading, by=by, at=at, needs=KEEP, version=version, answers=answers
    )


def change_piece(
    piece: Piece, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Piece:
    """Corrects it. Words that were not understood become an update of what is named."""
    fields = dict(answers)
    if piece.kind == PieceKind.LEFT_OVER and fields.get("about"):
        fields["kind"] = PieceKind.UPDATE
    return recorded.change(
        piece,
        by=by,
        at=at,
        needs=KEEP,
        version=version,
        answers=fields,
        besides=lambda _: _is_still_open(piece, at),
    )


def leave_out_piece(
    piece: Piece, *, by: User, at: datetime, is_left_out: bool
) -> Piece:
    """Leaves it out of what is saved, or takes it in again."""
    if piece.is_left_out == is_left_out:
        return piece
    return recorded.change(
        piece,
        by=by,
        at=at,
        needs=KEEP,
        version=piece.version,
        answers={"is_left_out": is_left_out},
        besides=lambda _: _is_still_open(piece, at),
    )


@transaction.atomic
def join_piece(piece: Piece, *, into: Piece, by: User, at: datetime) -> Piece:
    """Puts its words after those of another, and leaves it out itself."""
    if piece.reading_id != into.reading_id or piece.pk == into.pk:
        raise NotRecorded("Choose another part of the same file.")
    joined = "\n\n".join(filter(None, [into.text.strip(), piece.text.strip()]))
    leave_out_piece(piece, by=by, at=at, is_left_out=True)
    return change_piece(
        into, by=by, at=at, version=into.version, answers={"text": joined}
    )


@transaction.atomic
def put_together(reading: Reading, *, by: User, at: datetime) -> Reading:
    """Makes one list of a file's unfinished ones, where they were one after all."""
    require(by, KEEP)
    of_file = Reading.objects.unfinished().select_for_update()
    one, *others = of_file.filter(
        sha256=reading.sha256, recorded_at=reading.recorded_at
    ).order_by("part") or [reading]
    _refuse_done(one)
    for other in others:
        last = one.pieces.aggregate(last=Max("place"))["last"] or 0
        other.pieces.update(reading=one, place=F("place") + last)
        _finish(other, ReadingState.DISCARDED, by=by, at=at)
    return one


def _is_still_open(piece: Piece, at: datetime) -> None:
    """Keeps the reading for as long again. Raises NotRecorded where it is done with."""
    until = timezone.localtime(at).date() + timedelta(days=DAYS_KEPT)
    found = Reading.objects.unfinished().filter(pk=piece.reading_id)
    if not found.update(kept_until=until):
        raise NotRecorded(IS_DONE_WITH)


def _refuse_done(reading: Reading) -> None:
    if not reading.is_unfinished:
        raise NotRecorded(IS_DONE_WITH)


# -- saving, or not --------------------------------------------------------------------


@transaction.atomic
def confirm_reading(reading: Reading, *, by: User, at: datetime) -> Reading:
    """Saves all of it, once. Raises NotRecorded where something is still missing."""
    require(by, KEEP)
    now = Reading.objects.select_for_update().get(pk=reading.pk)
    if now.state == ReadingState.SAVED:
        return now
    _refuse_done(now)
    on = timezone.localtime(at).date()
    planned = queries.plan(now, viewer=by, on=on)
    if waits := planned.waits:
        raise NotRecorded(
            f"Something is missing before this can be saved. {waits[0].why}"
        )
    if not now.source_id and not now.title:
        raise NotRecorded(
            "Say what the new source is called, or choose one that is there."
        )
    _take_theirs(planned, by=by, at=at)
    source = from_trackers.add_read_tracker(
        _confirmed(planned),
        by=by,
        at=at,
        source=now.source,
        kind=SourceKind(now.kind),
        body=now.body_id,
        sent_as=now.sent_as,
    )
    now.source_id = source.pk
    now.counts = {each.value: count for each, count in planned.counts.items()}
    return _finish(now, ReadingState.SAVED, by=by, at=at)


@transaction.atomic
def discard_reading(reading: Reading, *, by: User, at: datetime) -> Reading:
    """Saves none of it, and keeps none of its words."""
    require(by, KEEP)
    now = Reading.objects.select_for_update().get(pk=reading.pk)
    if now.state == ReadingState.DISCARDED:
        return now
    _refuse_done(now)
    Piece.objects.filter(reading=now).delete()
    return _finish(now, ReadingState.DISCARDED, by=by, at=at)


def let_go(*, by: None, at: datetime) -> int:
    """The words of readings whose time is over. What was saved of them stays."""
    today = timezone.localtime(at).date()
    over = Reading.objects.filter(kept_until__lt=today)
    gone, _ = Piece.objects.filter(reading__in=over).delete()
    for reading in over.unfinished():
        _finish(reading, ReadingState.DISCARDED, by=by, at=at)
    return gone


def _finish(
    reading: Reading, state: ReadingState, *, by: User | None, at: datetime
) -> Reading:
    reading.state, reading.finished_by, reading.finished_at = state, by, at
    reading.kept_until = timezone.localtime(at).date() + timedelta(days=DAYS_KEPT)
    reading.version += 1
    reading.save()
    return reading


def _take_theirs(planned: Plan, *, by: User, at: datetime) -> None:
    """What is there already and is to say what the file says."""
    source = planned.reading.source_id
    chosen = [each for each in planned.pieces if each.does is Does.CHANGES]
    if source is None or not chosen:
        return
    page = recommendations_of.source_page(
        source, viewer=by, on=timezone.localtime(at).date()
    )
    every = [part for line in page.lines for part in (line, *line.parts)]
    kept = {line.recommendation.full_number: line.recommendation for line in every}
    for each in chosen:
        asked = kept[each.piece.number]
        recommendations.change_recommendation(
            asked, by=by, at=at, version=asked.version, answers=_theirs(each)
        )


def _theirs(planned: Planned) -> dict[str, Any]:
    """The fields in which it differs, as the file has them; the rest stays."""
    piece = planned.piece
    field_of = {
        "What is recommended": ("text", piece.text),
        "Heading": ("theme", piece.theme),
        "Who is asked": ("addressed_to", piece.addressed_to),
        "Who sees to it": ("owner", piece.owner),
        "Done by": ("due_on", piece.due_on),
    }
    answers = dict(
        field_of[each.question] for each in planned.differs if each.question in field_of
    )
    said, why = answer_of(piece.answer)
    if said and any(each.question == "Answer" for each in planned.differs):
        answers |= {"answer": said, "why_answer": why}
    return answers


def _confirmed(planned: Plan) -> TrackerRead:
    """What is to be saved, and no more: what is there already is not said again."""
    reading = planned.reading
    saved = {
        each.piece.number: each
        for each in planned.pieces
        if each.piece.kind == PieceKind.RECOMMENDATION
        and each.does in (Does.ADDS, Does.CHANGES, Does.NOTHING, Does.DIFFERS)
    }
    rows: dict[str, RowRead] = {}
    for number, each in saved.items():
        whole, part = part_of(number)
        if part and (whole in saved or whole in planned.there.recommendations):
            if whole not in rows:
                rows[whole] = _as_there(whole, planned)
            row = replace(_as_row(each, planned), number=part)
            rows[whole] = replace(rows[whole], parts=[*rows[whole].parts, row])
        else:
            rows[number] = replace(
                _as_row(each, planned),
                parts=rows[number].parts if number in rows else (),
            )
    return TrackerRead(
        title=reading.title,
        made_by=reading.made_by,
        made_on=reading.made_on,
        report=ReportRead(
            title=reading.report_title,
            by=reading.report_by,
            told_to=reading.told_to,
            told_on=reading.told_on,
        ),
        rows=list(rows.values()),
        updates=[
            _as_update(each) for each in planned.pieces if each.does is Does.TELLS
        ],
    )


def _as_there(number: str, planned: Plan) -> RowRead:
    """A recommendation that is there, named so that its parts find it."""
    told = planned.there.recommendations.get(number)
    return RowRead(number=number, text=told.text if told else "")


def _as_row(each: Planned, planned: Plan) -> RowRead:
    """With a status only where it is new, or chosen over the one that holds."""
    piece = each.piece
    sets = each.does is Does.ADDS or (
        each.does is Does.CHANGES
        and any(one.question == "Status" for one in each.differs)
    )
    told = planned.there.recommendations.get(piece.number)
    text = piece.text if told is None or each.does is Does.CHANGES else told.text
    return RowRead(
        number=piece.number,
        text=text,
        theme=piece.theme if not part_of(piece.number)[1] else "",
        addressed_to=piece.addressed_to,
        owner=piece.owner,
        due_words=piece.due_words,
        due_on=piece.due_on,
        status_words=piece.status_words,
        status=StatusRead(piece.status) if piece.status and sets else None,
        superseded_by=piece.superseded_by,
        answer=piece.answer,
    )


def _as_update(each: Planned) -> UpdateRead:
    piece = each.piece
    return UpdateRead(
        about=tuple(each.tells_of),
        words=piece.told_words,
        on=piece.told_on,
        told_to=piece.told_to,
        status=StatusRead(piece.status) if piece.status else None,
        superseded_by=piece.superseded_by,
        set_by=piece.set_by,
        evidence=tuple(piece.evidence.splitlines()),
    )
