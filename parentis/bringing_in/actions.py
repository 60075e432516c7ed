"""Bringing in a file: received, matched, compared, brought in, and what differs chosen.

Rows go in by the five hundred: what they add, the key of each, and how far the file is
are written together or not at all. A worker that is killed goes on from there.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from procrastinate.contrib.django import app as background

from parentis.accounts.models import Team, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bringing_in import queries
from parentis.bringing_in.choices import FileHolds, FileState, Outcome
from parentis.bringing_in.models import (
    BroughtFile,
    Difference,
    Matching,
    OriginKey,
    RowToLookAt,
)
from parentis.bringing_in.queries import CONTACT, NOTE, Planned, Planner
from parentis.entries import actions as entries
from parentis.other_systems.cells import Problem
from parentis.other_systems.columns import COLUMNS, Holds, plain
from parentis.other_systems.comparing import as_json
from parentis.other_systems.sheets import FileRefused, Sheet
from parentis.refusals import Refused
from parentis.young_people import actions as young_people

ROWS_AT_ONCE = 500
SAMPLES = 4
LONGEST_SAMPLE = 80
FEW_VALUES = 60
KIND_IN_TIMELINE = {CONTACT: "contacts", NOTE: "notes"}
OUR_FAULT = (
    "Parentis failed while it worked on this file. That is a fault of Parentis, not of"
    " your file, which is kept. What was brought in stays, and nothing is brought in"
    " twice. Ask whoever runs this site to look at its log."
)


class NotBroughtIn(Refused):
    """The file cannot go on from where it is."""


# -- a file on its way -----------------------------------------------------------------


@transaction.atomic
def receive_file(
    upload: "UploadedFile[Any]",
    *,
    by: User,
    at: datetime,
    holds: FileHolds,
    system: str,
    team: Team,
) -> BroughtFile:
    """Keeps the file as it came, and queues its reading."""
    require(by, Permission.BRING_IN_RECORDS)
    file = BroughtFile.objects.create(
        holds=holds,
        system=" ".join(system.split()),
        team=team,
        name=str(upload.name)[:255],
        size=upload.size or 0,
        received_by=by,
        received_at=at,
    )
    file.folder.mkdir(mode=0o700, parents=True)
    with file.path.open("wb") as kept:
        shutil.copyfileobj(upload, kept)
    _queue("bringing_in.read_file", file)
    return file


def read_file(pk: int, *, by: User | None, at: datetime) -> BroughtFile:
    """What its columns are called, and a few cells of each. Comes from the queue."""
    file = BroughtFile.objects.select_related("team", "received_by").get(pk=pk)
    by = by or file.received_by
    require(by, Permission.BRING_IN_RECORDS)
    try:
        sheet = queries.sheet_of(file, viewer=by)
    except FileRefused as refused:
        file.state, file.refused_because = FileState.REFUSED, str(refused)
        file.save()
        return file
    file.table, file.rows = sheet.name[:300], len(sheet.rows)
    file.headings = [_storable(heading) for heading in sheet.headings]
    file.samples, file.values = _samples(sheet)
    file.state = FileState.MATCHING
    file.save()
    return file


@transaction.atomic
def match_columns(
    file: BroughtFile,
    *,
    by: User,
    at: datetime,
    columns: Mapping[int, str],
    kinds: Mapping[str, str],
) -> BroughtFile:
    """What each column is. Remembered for the next file with the same headings."""
    require(by, Permission.BRING_IN_RECORDS)
    file = BroughtFile.objects.select_for_update().get(pk=file.pk)
    if file.state not in (FileState.MATCHING, FileState.READY):
        raise NotBroughtIn("This file is being worked on, or was brought in already.")
    file.columns = {str(place): slug for place, slug in columns.items()}
    file.kinds = {words.casefold(): kind for words, kind in kinds.items()}
    file.state, file.rows_done, file.counts = FileState.COMPARING, 0, {}
    file.save()
    Matching.objects.update_or_create(
        service_id=file.team.service_id,
        holds=file.holds,
        headings=headings_hash(file.headings, by=by),
        defaults={"columns": file.columns, "kinds": file.kinds},
    )
    _queue("bringing_in.compare_file", file)
    return file


@transaction.atomic
def confirm_file(file: BroughtFile, *, by: User, at: datetime) -> BroughtFile:
    """What was shown may be done: queues it. Raises NotBroughtIn once it is done."""
    require(by, Permission.BRING_IN_RECORDS)
    file = BroughtFile.objects.select_for_update().get(pk=file.pk)
    if file.state != FileState.READY:
        raise NotBroughtIn("This file is being worked on, or was brought in already.")
    file.to_look_at.all().delete()
    file.state, file.rows_done, file.counts = FileState.BRINGING, 0, {}
    file.confirmed_at = at
    file.save()
    _queue("bringing_in.bring_in_file", file)
    return file


@transaction.atomic
def go_on(file: BroughtFile, *, by: User, at: datetime) -> BroughtFile:
    """Queues once more what failed. The rows that are done stay done."""
    require(by, Permission.BRING_IN_RECORDS)
    file = BroughtFile.objects.select_for_update().get(pk=file.pk)
    task = _TASKS.get(FileState(file.state))
    if task is None or not file.refused_because:
        raise NotBroughtIn("There is nothing to go on with.")
    file.refused_because = ""
    file.save()
    _queue(task, file)
    return file


_TASKS = {
    FileState.COMPARING: "bringing_in.compare_file",
    FileState.BRINGING: "bringing_in.bring_in_file",
}


def compare_file(pk: int, *, by: User | None, at: datetime) -> BroughtFile:
    """What bringing it in would change. Changes nothing, and may be run again."""
    file = BroughtFile.objects.select_related("team", "received_by").get(pk=pk)
    by = by or file.received_by
    if file.state != FileState.COMPARING:
        return file
    file.to_look_at.all().delete()
    file.rows_done, file.counts = 0, {}
    return _through(file, by=by, at=at, then=FileState.READY, apply=None)


def bring_in_file(pk: int, *, by: User | None, at: datetime) -> BroughtFile:
    """Brings in what is not brought in yet. Run again after a failure, it goes on."""
    file = BroughtFile.objects.select_related("team", "received_by").get(pk=pk)
    by = by or file.received_by
    if file.state != FileState.BRINGING:
        return file
    return _through(file, by=by, at=at, then=FileState.DONE, apply=_bring_in)


def headings_hash(headings: Sequence[str], *, by: User) -> str:
    require(by, Permission.BRING_IN_RECORDS)
    return sha256("\0".join(map(plain, headings)).encode()).hexdigest()


def _queue(task: str, file: BroughtFile) -> None:
    background.configure_task(task).defer(file=file.pk)


def _samples(sheet: Sheet) -> tuple[list[list[str]], dict[str, list[str]]]:
    """A few cells of each column; and all there are, of columns with few values."""
    found: list[dict[str, None]] = [{} for _ in sheet.headings]
    for _, cells in sheet.rows:
        for place, cell in enumerate(cells):
            if cell and len(found[place]) <= FEW_VALUES:
                found[place].setdefault(_storable(cell.strip())[:LONGEST_SAMPLE])
    samples = [[each for each in values if each][:SAMPLES] for values in found]
    few = {
        str(place): [each for each in values if each]
        for place, values in enumerate(found)
        if len(values) <= FEW_VALUES
    }
    return samples, few


# -- through a file, five hundred rows at a time ---------------------------------------


Apply = Callable[[BroughtFile, Sequence[Planned], User, datetime], Sequence[Planned]]


def _through(
    file: BroughtFile, *, by: User, at: datetime, then: FileState, apply: Apply | None
) -> BroughtFile:
    require(by, Permission.BRING_IN_RECORDS)
    try:
        return _all_rows(file, by=by, at=at, then=then, apply=apply)
    except Exception:
        # Whoever waits is told. The task's own error goes to the log, and it is tried
        # again: the rows that are done stay done.
        BroughtFile.objects.filter(pk=file.pk).update(refused_because=OUR_FAULT)
        raise


def _all_rows(
    file: BroughtFile, *, by: User, at: datetime, then: FileState, apply: Apply | None
) -> BroughtFile:
    sheet = queries.sheet_of(file, viewer=by)
    planner = Planner(file, by=by, at=at)
    planner.remember(
        queries.rows_said(file, sheet, viewer=by, start=0, stop=file.rows_done)
    )
    while file.rows_done < len(sheet.rows):
        file.rows_done, file.counts = _chunk(
            file, sheet, planner, by=by, at=at, apply=apply
        )
    file.state, file.finished_at = then, at if then == FileState.DONE else None
    file.refused_because = ""
    file.save()
    return file


@transaction.atomic
def _chunk(
    file: BroughtFile,
    sheet: Sheet,
    planner: Planner,
    *,
    by: User,
    at: datetime,
    apply: Apply | None,
) -> tuple[int, dict[str, int]]:
    """Gives how many rows are done now, and what became of them.

    Two workers on one file are one after the other: the number of rows tells them.
    """
    start = file.rows_done
    held = BroughtFile.objects.select_for_update().get(pk=file.pk)
    if apply is not None and held.rows_done != start:
        raise NotBroughtIn("Somebody else is bringing in this file.")
    stop = min(start + ROWS_AT_ONCE, len(sheet.rows))
    said = queries.rows_said(file, sheet, viewer=by, start=start, stop=stop)
    planned: Sequence[Planned] = planner.plan(said)
    if apply is not None:
        planned = apply(file, planned, by, at)
    _keep_rows(file, planned)
    counts = Counter(file.counts)
    counts.update(each.outcome.value for each in planned)
    BroughtFile.objects.filter(pk=file.pk).update(rows_done=stop, counts=dict(counts))
    return stop, dict(counts)


def _keep_rows(file: BroughtFile, planned: Sequence[Planned]) -> None:
    """Rows to look at: refused, changed or differing. The others are only counted."""
    RowToLookAt.objects.bulk_create(
        RowToLookAt(
            file=file,
            row=plan.row,
            outcome=plan.outcome,
            column=column[:200],
            value=_storable(value)[:200],
            why=why,
            young_person_id=plan.young_person,
        )
        for plan in planned
        if plan.outcome not in (Outcome.ADDED, Outcome.SAME)
        for column, value, why in _cells(file, plan)
    )


def _cells(file: BroughtFile, plan: Planned) -> list[tuple[str, str, str]]:
    """Column, value and one sentence, for each cell there is something to say of."""
    labels = _labels(file)
    said = [
        (
            file.headings[problem.place] if problem.place >= 0 else "",
            problem.value,
            problem.message,
        )
        for problem in plan.problems
    ]
    said += [
        (labels.get(name, name), _words(value), "This would be filled in or changed.")
        for name, value in plan.answers.items()
        if plan.outcome in (Outcome.CHANGED, Outcome.TO_CHOOSE)
    ]
    said += [
        (
            labels.get(name, name),
            _words(value),
            "Somebody wrote something else here. Nothing is overwritten: choose below.",
        )
        for name, value in plan.differs.items()
    ]
    return said


def _labels(file: BroughtFile) -> dict[str, str]:
    return {column.slug: column.label for column in COLUMNS[Holds(file.holds)]}


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


# -- what is added and changed ---------------------------------------------------------


def _bring_in(
    file: BroughtFile, planned: Sequence[Planned], by: User, at: datetime
) -> Sequence[Planned]:
    """Adds and changes what was planned. Gives what became of the rows."""
    added = [each for each in planned if each.outcome == Outcome.ADDED]
    keys = _added(file, added, by, at)
    done = [_changed(each, by, at) if each.record else each for each in planned]
    others = [each for each in done if each.record]
    keys += [
        _key(file, each, each.young_person or 0, each.record.pk) for each in others
    ]
    _keep_differences(file, others)
    OriginKey.objects.bulk_create(
        keys,
        update_conflicts=True,
        unique_fields=["service", "system", "kind", "key"],
        update_fields=["said", "about", "about_pk", "young_person"],
    )
    return done


def _added(
    file: BroughtFile, plans: Sequence[Planned], by: User, at: datetime
) -> list[OriginKey]:
    keys: list[OriginKey] = []
    for about in sorted({plan.about for plan in plans}):
        of_table = [plan for plan in plans if plan.about == about]
        made = _ADD[about](file, of_table, by, at)
        keys += [
            _key(file, plan, whose, pk)
            for plan, (whose, pk) in zip(of_table, made, strict=True)
        ]
    return keys


def _key(file: BroughtFile, plan: Planned, whose: int, pk: int) -> OriginKey:
    return OriginKey(
        service_id=file.team.service_id,
        system=file.system,
        kind=file.holds,
        key=plan.key,
        young_person_id=whose,
        about=plan.about,
        about_pk=pk,
        said=plan.said,
    )


Made = list[tuple[int, int]]
"""The young person's number, and that of what was added."""


def _add_people(
    file: BroughtFile, plans: Sequence[Planned], by: User, at: datetime
) -> Made:
    made = []
    for plan in plans:
        legal = {n: v for n, v in plan.answers.items() if n.startswith("legal_") and v}
        person = young_people.add_young_person(
            by=by,
            at=at,
            given_name=plan.answers["given_name"],
            family_name=plan.answers["family_name"],
            born=plan.answers.get("born"),
            team=file.team,
            child_number=plan.answers.get("child_number", ""),
        )
        if legal:
            young_people.bring_in_changes(person, by=by, at=at, answers=legal)
        made.append((person.pk, person.pk))
    return made


def _add_addresses(
    file: BroughtFile, plans: Sequence[Planned], by: User, at: datetime
) -> Made:
    rows = [{"young_person_id": p.young_person, **p.answers} for p in plans]
    pks = young_people.bring_in_addresses(rows, by=by)
    return [(p.young_person or 0, pk) for p, pk in zip(plans, pks, strict=True)]


def _add_allocations(
    file: BroughtFile, plans: Sequence[Planned], by: User, at: datetime
) -> Made:
    rows = [{"young_person_id": p.young_person, **p.answers} for p in plans]
    pks = young_people.bring_in_allocations(rows, by=by)
    return [(p.young_person or 0, pk) for p, pk in zip(plans, pks, strict=True)]


def _add_entries(
    file: BroughtFile, plans: Sequence[Planned], by: User, at: datetime
) -> Made:
    about = plans[0].about
    made = entries.add_many(
        apps.get_model(about),
        [(plan.young_person or 0, plan.answers) for plan in plans],
        by=by,
        at=at,
        kind=KIND_IN_TIMELINE[about],
    )
    return [(each.young_person_id, each.pk) for each in made]


_ADD: dict[str, Callable[[BroughtFile, Sequence[Planned], User, datetime], Made]] = {
    "young_people.youngperson": _add_people,
    "young_people.address": _add_addresses,
    "young_people.allocation": _add_allocations,
    CONTACT: _add_entries,
    NOTE: _add_entries,
}


def _changed(plan: Planned, by: User, at: datetime) -> Planned:
    """Makes the changes of a row; refused where the record cannot take them."""
    try:
        _change(plan, by, at)
    except Refused as refused:
        problem = Problem(-1, "", str(refused))
        return replace(
            plan, outcome=Outcome.REFUSED, record=None, answers={}, problems=[problem]
        )
    return plan


def _change(plan: Planned, by: User, at: datetime) -> None:
    if plan.answers and plan.about in KIND_IN_TIMELINE:
        entries.change(
            plan.record,
            by=by,
            at=at,
            kind=KIND_IN_TIMELINE[plan.about],
            version=plan.record.version,
            answers=plan.answers,
            needs=Permission.BRING_IN_RECORDS,
        )
    elif plan.answers:
        young_people.bring_in_changes(plan.record, by=by, at=at, answers=plan.answers)


# -- what differs, for a person to choose ----------------------------------------------


def _keep_differences(file: BroughtFile, plans: Sequence[Planned]) -> None:
    labels = _labels(file)
    for plan in plans:
        for name, value in plan.differs.items():
            Difference.objects.update_or_create(
                about=plan.about,
                about_pk=plan.record.pk,
                field=name,
                chosen_at=None,
                defaults={
                    "file": file,
                    "row": plan.row,
                    "young_person_id": plan.young_person or 0,
                    "label": labels.get(name, name),
                    "ours": _words(getattr(plan.record, name)),
                    "theirs": _words(value),
                    "value": as_json(value),
                },
            )


@transaction.atomic
def choose(
    difference: Difference,
    *,
    by: User,
    at: datetime,
    is_theirs: bool,
) -> Difference:
    """Which of the two stands from now on. Ours stands as it is; theirs is written."""
    require(by, Permission.BRING_IN_RECORDS)
    held = Difference.objects.select_for_update().get(pk=difference.pk)
    if held.chosen_at:
        raise NotBroughtIn("Somebody chose already.")
    record = apps.get_model(held.about)._base_manager.get(pk=held.about_pk)
    if _words(getattr(record, held.field)) != held.ours:
        held.ours = _words(getattr(record, held.field))
        held.save()
        raise NotBroughtIn("What is written here has changed since. Choose again.")
    if is_theirs:
        field = type(record)._meta.get_field(held.field)
        plan = Planned(
            row=held.row,
            outcome=Outcome.CHANGED,
            about=held.about,
            record=record,
            answers={held.field: field.to_python(held.value)},
        )
        _change(plan, by, at)
    held.is_theirs_chosen, held.chosen_by, held.chosen_at = is_theirs, by, at
    held.save()
    return held


def _storable(text: str) -> str:
    """PostgreSQL keeps every character but NUL."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")
