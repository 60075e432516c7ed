"""Writing recommendations down, telling of them, and setting how far each has come."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.evidence.actions import NewEvidence, evidence_kept
from parentis.evidence.choices import EvidenceKind
from parentis.notices import actions as notices
from parentis.recommendations import queries
from parentis.recommendations.choices import Answer, SourceKind, Status
from parentis.recommendations.models import (
    Chased,
    Recommendation,
    Source,
    StatusSet,
    ToldOf,
    Update,
)
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.tracker_files.read import (
    ReportRead,
    RowRead,
    StatusRead,
    TrackerRead,
    UpdateRead,
)
from parentis.tracker_files.says import answer_of

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS
OF_NOTHING = "Choose the recommendations that this is about."
OF_TWO_SOURCES = (
    "These recommendations come from different sources. Write one update for each"
    " source."
)
STRUCK_OUT = "It is struck out. Nothing more is told of it."
IN_A_CIRCLE = (
    "The recommendation you chose has itself been superseded, in the end, by this one."
    " Choose another."
)
AS_THE_TRACKER_SAYS = "As the tracker says"


@dataclass(frozen=True, kw_only=True)
class NewStatus:
    """A status to set, by whom (a post), and on what evidence: it is asked for always.

    `set_on` empty: the day of the update it is set with.
    """

    status: Status
    set_by: str
    evidence: NewEvidence
    set_on: date | None = None
    superseded_by: int | None = None


# -- sources and recommendations -------------------------------------------------------


def add_source(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Source:
    return recorded.add(
        Source, by=by, at=at, needs=KEEP, answers=answers, sent_as=sent_as
    )


def change_source(
    source: Source, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Source:
    return recorded.change(
        source, by=by, at=at, needs=KEEP, version=version, answers=answers
    )


def strike_out_source(source: Source, *, by: User, at: datetime, why: str) -> Source:
    """Its recommendations leave every list with it, and stay readable."""
    return recorded.strike_out(source, by=by, at=at, needs=KEEP, why=why)


def add_recommendation(
    source: Source,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    part_of: Recommendation | None = None,
    sent_as: UUID | None = None,
) -> Recommendation:
    """The next of its source, or a part of another. Raises NotRecorded."""
    if part_of is not None and part_of.whole_id is not None:
        raise NotRecorded("A part of a recommendation has no parts of its own.")
    if part_of is not None and part_of.source_id != source.pk:
        raise NotRecorded(OF_TWO_SOURCES)
    last = Recommendation.objects.filter(source=source).aggregate(last=Max("place"))
    ordered = {"place": (last["last"] or 0) + 1} | dict(answers)
    return recorded.add(
        Recommendation,
        by=by,
        at=at,
        needs=KEEP,
        answers=ordered | {"whole": part_of},
        sent_as=sent_as,
        alike={"source": source},
    )


def change_recommendation(
    recommendation: Recommendation,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Recommendation:
    return recorded.change(
        recommendation, by=by, at=at, needs=KEEP, version=version, answers=answers
    )


def strike_out_recommendation(
    recommendation: Recommendation, *, by: User, at: datetime, why: str
) -> Recommendation:
    """A mistake, with its parts. What is done, or superseded, is told by a status."""

    def with_parts(whole: Recommendation) -> None:
        for part in whole.parts.standing():
            recorded.strike_out(part, by=by, at=at, needs=KEEP, why=why)

    return recorded.strike_out(
        recommendation, by=by, at=at, needs=KEEP, why=why, besides=with_parts
    )


# -- updates, and statuses -------------------------------------------------------------


def require_may_tell(recommendations: Collection[Recommendation], *, by: User) -> None:
    """Raises PermissionDenied for who neither keeps promises nor owns all of these."""
    require(by, TELL)
    if not queries.may_tell_of(recommendations, viewer=by):
        raise PermissionDenied("Somebody else tells of this recommendation.")


def add_update(
    recommendations: Sequence[Recommendation],
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    statuses: Mapping[int, NewStatus] | None = None,
    sent_as: UUID | None = None,
) -> Update:
    """Tells of these, once a sheet, and sets the `statuses` given by their numbers.

    All of it is kept, or nothing. Raises NotRecorded.
    """
    if by is not None:
        require_may_tell(recommendations, by=by)
    source = _one_source(recommendations)
    setting = statuses or {}

    with ExitStack() as files:
        kept = _evidence_kept(setting.values(), by, files)

        def tell(update: Update) -> None:
            ToldOf.objects.bulk_create(
                ToldOf(update_told=update, recommendation=each)
                for each in recommendations
            )
            for each in recommendations:
                if new := setting.get(each.pk):
                    fields = kept[id(new.evidence)]
                    _set(each, new, fields, by=by, at=at, update=update)

        return recorded.add(
            Update,
            by=by,
            at=at,
            needs=TELL,
            answers=answers,
            sent_as=sent_as,
            alike={"source": source},
            besides=tell,
        )


def set_status(
    recommendation: Recommendation,
    *,
    by: User | None,
    at: datetime,
    new: NewStatus,
    sent_as: UUID | None = None,
) -> StatusSet:
    """Sets how far it has come, without an update. Raises NotRecorded."""
    if by is not None:
        require_may_tell([recommendation], by=by)
    _one_source([recommendation])
    if sent_as and (before := StatusSet.objects.filter(sent_as=sent_as).first()):
        return before
    with evidence_kept(new.evidence, by=by) as fields:
        return _set(recommendation, new, fields, by=by, at=at, sent_as=sent_as)


def change_update(
    update: Update,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Update:
    """Corrects what was told. What it said before stays readable beneath it."""
    require_may_tell(list(update.recommendations.select_related("whole")), by=by)
    return recorded.change(
        update, by=by, at=at, needs=TELL, version=version, answers=answers
    )


def strike_out_update(update: Update, *, by: User, at: datetime, why: str) -> Update:
    """The statuses that were set with it are struck out too."""
    require_may_tell(list(update.recommendations.select_related("whole")), by=by)

    def with_statuses(told: Update) -> None:
        for status in told.statuses.standing():
            recorded.strike_out(status, by=by, at=at, needs=TELL, why=why)

    return recorded.strike_out(
        update, by=by, at=at, needs=TELL, why=why, besides=with_statuses
    )


def strike_out_status(
    status: StatusSet, *, by: User, at: datetime, why: str
) -> StatusSet:
    """What was set before it holds again."""
    require_may_tell([status.recommendation], by=by)
    return recorded.strike_out(status, by=by, at=at, needs=TELL, why=why)


def _one_source(recommendations: Sequence[Recommendation]) -> Source:
    if not recommendations:
        raise NotRecorded(OF_NOTHING)
    if len({each.source_id for each in recommendations}) > 1:
        raise NotRecorded(OF_TWO_SOURCES)
    source = recommendations[0].source
    if source.is_struck_out or any(each.is_struck_out for each in recommendations):
        raise NotRecorded(STRUCK_OUT)
    return source


def _evidence_kept(
    statuses: Collection[NewStatus], by: User | None, files: ExitStack
) -> dict[int, dict[str, Any]]:
    """The fields of each piece of evidence, once where several rest on the same."""
    pieces = {id(each.evidence): each.evidence for each in statuses}
    return {
        key: files.enter_context(evidence_kept(evidence, by=by))
        for key, evidence in pieces.items()
    }


@transaction.atomic
def _set(
    recommendation: Recommendation,
    new: NewStatus,
    evidence: Mapping[str, Any],
    *,
    by: User | None,
    at: datetime,
    update: Update | None = None,
    sent_as: UUID | None = None,
) -> StatusSet:
    if new.superseded_by is not None:
        _check_no_circle(recommendation.pk, new.superseded_by)
    today = timezone.localtime(at).date()
    return recorded.add(
        StatusSet,
        by=by,
        at=at,
        needs=TELL,
        answers={
            "status": new.status,
            "set_by": new.set_by,
            "set_on": new.set_on or (update.reported_on if update else today),
            "superseded_by_id": new.superseded_by,
            "update_told": update,
            **evidence,
        },
        sent_as=sent_as,
        alike={"recommendation": recommendation},
    )


def _check_no_circle(pk: int, superseded_by: int) -> None:
    held = StatusSet.objects.current()
    follows = dict(held.values_list("recommendation_id", "superseded_by_id"))
    seen: set[int] = set()
    after: int | None = superseded_by
    while after is not None and after not in seen:
        if after == pk:
            raise NotRecorded(IN_A_CIRCLE)
        seen.add(after)
        after = follows.get(after)


# -- asking for what is due ------------------------------------------------------------


@transaction.atomic
def chase_updates(*, by: User | None, at: datetime) -> int:
    """Asks for updates that are overdue, once for each day on which one was due.

    Whoever sees to it is told, and those who keep promises. Run again, it tells nobody
    anything twice. Gives how many were told of something.
    """
    due = {
        (line.recommendation.pk, line.update_due_on): line.recommendation
        for line in queries.updates_due(viewer=None, on=timezone.localtime(at).date())
    }
    before = Chased.objects.filter(recommendation__in=[pk for pk, _ in due])
    chased = set(before.values_list("recommendation", "due_on"))
    waiting = {key: each for key, each in due.items() if key not in chased}
    made = Chased.objects.bulk_create(
        Chased(recommendation_id=pk, due_on=due_on, chased_at=at)
        for pk, due_on in waiting
        if due_on is not None
    )
    if not made:
        return 0
    keepers = list(User.objects.get_queryset().with_permission(KEEP))
    by_person: dict[User, list[Chased]] = {each: list(made) for each in keepers}
    for each in made:
        owner = waiting[each.recommendation_id, each.due_on].owner_user
        if owner is not None and owner.is_active and owner not in keepers:
            by_person.setdefault(owner, []).append(each)
    for person, theirs in by_person.items():
        about = _is_due(theirs, waiting)
        notices.tell([person], by=by, at=at, about=about, link=_where(theirs))
    return len(by_person)


def _is_due(
    chased: Sequence[Chased], asked: Mapping[tuple[int, date | None], Recommendation]
) -> str:
    if len(chased) > 1:
        return f"Updates are overdue on {len(chased)} recommendations."
    (due,) = chased
    recommendation = asked[due.recommendation_id, due.due_on]
    since = date_format(due.due_on, "j F Y")
    return (
        f"An update on recommendation {recommendation.full_number} of"
        f" “{recommendation.source}” was due on {since}."
    )


def _where(chased: Sequence[Chased]) -> str:
    if len(chased) == 1:
        return f"/recommendations/{chased[0].recommendation_id}/"
    return "/recommendations/list/?show=due"


# -- what was read from a tracker ------------------------------------------------------


def add_read_tracker(
    read: TrackerRead,
    *,
    by: User,
    at: datetime,
    source: Source | None = None,
    kind: SourceKind = SourceKind.OTHER,
    body: int | None = None,
    sent_as: UUID | None = None,
) -> Source:
    """Keeps what a file says, after a person has looked through it. All, or nothing.

    Into a `source` that is there its recommendations go that it has not yet, by their
    numbers, and its updates: what was told before stays. `body` is who was told where
    the file names nobody else. The same update is kept once, however often it is read.
    Raises NotRecorded.
    """
    require(by, KEEP)
    with transaction.atomic():
        into = source or _source_read(read, kind, body, by=by, at=at, sent_as=sent_as)
        _keep_rows(read, into, by=by, at=at)
        found = _by_number(into)
        for update in read.updates:
            _keep_update(update, read.report, found, body, by=by, at=at)
        for row in (each for whole in read.rows for each in (whole, *whole.parts)):
            _keep_status(row, read, found, by=by, at=at)
    return into


def _source_read(
    read: TrackerRead,
    kind: SourceKind,
    body: int | None,
    *,
    by: User,
    at: datetime,
    sent_as: UUID | None,
) -> Source:
    answers = {
        "kind": kind,
        "title": read.title or read.report.title or "A tracker without a title",
        "made_by": read.made_by or "Not told",
        "made_on": read.made_on,
        "reported_to_id": body,
    }
    return add_source(by=by, at=at, answers=answers, sent_as=sent_as)


def _by_number(source: Source) -> dict[str, Recommendation]:
    standing = Recommendation.objects.standing().filter(source=source)
    found = standing.select_related("source", "whole")
    return {each.full_number: each for each in found}


def _keep_rows(read: TrackerRead, source: Source, *, by: User, at: datetime) -> None:
    there = _by_number(source)
    for row in read.rows:
        whole = there.get(row.number) or add_recommendation(
            source, by=by, at=at, answers=_answers_read(row)
        )
        for part in row.parts:
            if f"{row.number}{part.number}" not in there:
                answers = _answers_read(part)
                add_recommendation(source, by=by, at=at, answers=answers, part_of=whole)


def _answers_read(row: RowRead) -> dict[str, Any]:
    said, why = answer_of(row.answer)
    answer = Answer(said) if said else Answer.WAITING
    if not why and answer in (Answer.PARTLY, Answer.NOT_ACCEPTED):
        why = "The tracker does not say why."
    return {
        "number": row.number,
        "text": row.text,
        "theme": row.theme,
        "addressed_to": row.addressed_to,
        "owner": row.owner,
        "due_on": row.due_on,
        "answer": answer,
        "why_answer": why,
    }


def _keep_update(
    update: UpdateRead,
    report: ReportRead,
    found: Mapping[str, Recommendation],
    body: int | None,
    *,
    by: User,
    at: datetime,
) -> None:
    if unknown := [number for number in update.about if number not in found]:
        raise NotRecorded(
            f"The file tells of recommendation {unknown[0]}, which is not among those"
            " of its source. Choose the right source, or leave that update out."
        )
    about = [found[number] for number in update.about]
    on = update.on or report.told_on or timezone.localtime(at).date()
    said = Update.objects.standing().filter(reported_on=on, words=update.words)
    if about and said.filter(told_of__recommendation=about[0]).exists():
        return
    after = found.get(update.superseded_by)
    new = _status_read(
        update.status,
        told_by=update.set_by or report.by or AS_THE_TRACKER_SAYS,
        words="\n".join(update.evidence) or update.words,
        on=on,
        superseded_by=after.pk if after else None,
    )
    add_update(
        about,
        by=by,
        at=at,
        answers={
            "words": update.words,
            "reported_on": on,
            "body_id": None if update.told_to else body,
            "told_to": update.told_to or report.told_to,
            "report": report.title,
            "told_by": report.by,
        },
        statuses={each.pk: new for each in about if each != after} if new else {},
    )


def _keep_status(
    row: RowRead,
    read: TrackerRead,
    found: Mapping[str, Recommendation],
    *,
    by: User,
    at: datetime,
) -> None:
    """The status in a row's own column, once, on the word of the tracker."""
    asked = next((each for each in found.values() if _is_row(each, row)), None)
    on = read.report.told_on or timezone.localtime(at).date()
    after = found.get(row.superseded_by)
    new = _status_read(
        row.status,
        told_by=read.report.by or AS_THE_TRACKER_SAYS,
        words=f"{AS_THE_TRACKER_SAYS}: {row.status_words or row.status}",
        on=on,
        superseded_by=after.pk if after else None,
    )
    if asked is None or new is None:
        return
    there = StatusSet.objects.standing().filter(recommendation=asked, set_on=on)
    if not there.filter(status=new.status).exists():
        set_status(asked, by=by, at=at, new=new)


def _is_row(asked: Recommendation, row: RowRead) -> bool:
    return asked.number == row.number and asked.text == row.text


def _status_read(
    status: StatusRead | None,
    *,
    told_by: str,
    words: str,
    on: date,
    superseded_by: int | None,
) -> NewStatus | None:
    """None where it tells of none, or does not say what supersedes it."""
    if status is None or (status is StatusRead.SUPERSEDED and superseded_by is None):
        return None
    return NewStatus(
        status=Status(status.value),
        set_by=told_by,
        set_on=on,
        evidence=NewEvidence(kind=EvidenceKind.WORDS, words=words),
        superseded_by=superseded_by,
    )
