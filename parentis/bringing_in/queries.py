"""What a file would change, row by row; and what the pages of bringing in show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bringing_in.choices import FileHolds, Outcome
from parentis.bringing_in.models import (
    BroughtFile,
    Difference,
    Matching,
    OriginKey,
    RowToLookAt,
)
from parentis.other_systems.cells import (
    Problem,
    Said,
    guess_kind,
    is_only_tried,
    read_row,
)
from parentis.other_systems.columns import Holds, guess_columns
from parentis.other_systems.comparing import Compared, as_json, compare, said_of
from parentis.other_systems.names import letters
from parentis.other_systems.sheets import Sheet, read_sheet
from parentis.young_people import queries as young_people
from parentis.young_people.choices import AllocatedAs

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

ON_A_PAGE = 50
FILES_LISTED = 50
CONTACT = "contacts.contact"
NOTE = "bringing_in.broughtnote"
NOT_HERE = (
    "There is no record of this number that you may bring rows into. Bring in the"
    " young people first, or correct the number."
)
TAKEN = (
    "There are records of this child number already. See whether they are of one young"
    " person, and join them."
)
ASK_THE_GUARDIAN = "This row cannot be brought in here. Ask your data guardian."


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What would become of one row. `answers` are of a new record, or what changes.

    `about` is the table of the record; `record` is ours, where there is one.
    """

    row: int
    outcome: Outcome
    key: str = ""
    young_person: int | None = None
    about: str = ""
    record: Any = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    differs: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Problem] = ()


def _refused(row: int, message: str, *, place: int = -1, value: str = "") -> Planned:
    return Planned(
        row=row, outcome=Outcome.REFUSED, problems=[Problem(place, value, message)]
    )


# -- reading a file --------------------------------------------------------------------


def sheet_of(file: BroughtFile, *, viewer: User) -> Sheet:
    """The file's table. Raises FileRefused."""
    require(viewer, Permission.BRING_IN_RECORDS)
    return read_sheet(file.name, file.path.read_bytes())


def _columns_of(file: BroughtFile) -> dict[int, str]:
    return {int(place): slug for place, slug in file.columns.items()}


def rows_said(
    file: BroughtFile, sheet: Sheet, *, viewer: User, start: int, stop: int
) -> list[Said]:
    """What rows of the file say, from one place to another."""
    require(viewer, Permission.BRING_IN_RECORDS)
    columns = _columns_of(file)
    on = timezone.localtime(file.received_at).date()
    said = []
    for number, cells in sheet.rows[start:stop]:
        read = read_row(Holds(file.holds), columns, number, cells, on=on)
        if number in sheet.broken:
            problem = Problem(-1, "", sheet.broken[number])
            read = Said(number, read.values, [problem])
        said.append(read)
    return said


# -- what would become of rows ---------------------------------------------------------


class Planner:
    """Compares rows of a file with our records. Reads them once, and each key a chunk.

    `first` tells in which row of the file each key stood first.
    """

    def __init__(self, file: BroughtFile, *, by: User, at: datetime) -> None:
        self.file, self.by, self.at = file, by, at
        self.service = file.team.service_id
        self.first: dict[str, tuple[int, str]] = {}
        records = young_people.records_to_bring_into(viewer=by, at=at)
        # A file is brought into its own service alone.
        self.people = {e.pk: e for e in records if e.service_id == self.service}
        self.elsewhere = {
            _same(e.child_number) for e in records if e.service_id != self.service
        }
        self.by_number: dict[str, list[int]] = {}
        self.by_name: dict[tuple[str, Any], list[int]] = {}
        for person in self.people.values():
            self.know(person)
        self.staff: dict[str, list[User]] = {}
        self.teams: dict[str, Team] = {}
        if file.holds in (FileHolds.ALLOCATIONS, FileHolds.CONTACTS):
            self._read_staff()

    def know(self, person: "YoungPerson") -> None:
        self.people[person.pk] = person
        if person.child_number:
            self.by_number.setdefault(_same(person.child_number), []).append(person.pk)
        if person.born:
            same = (letters(person.name), person.born)
            self.by_name.setdefault(same, []).append(person.pk)

    def _read_staff(self) -> None:
        on = timezone.localtime(self.at).date()
        for each in young_people.staff_to_allocate(viewer=self.by, on=on):
            self.staff.setdefault(each.email.lower(), []).append(each)
            self.staff.setdefault(_name_key(each.name), []).append(each)
        for team in young_people.teams_to_allocate(viewer=self.by, on=on):
            if team.service_id == self.service:
                self.teams.setdefault(letters(team.name), team)

    def plan(self, rows: Sequence[Said]) -> list[Planned]:
        """What would become of these rows, in their order."""
        keys = {said.row: self._key(said) for said in rows if not said.problems}
        known = self._known(FileHolds(self.file.holds), keys.values())
        whose = self._whose(rows)
        planned: list[Planned] = []
        waiting: list[tuple[int, Said, OriginKey | None, int | None]] = []
        for said in rows:
            plan, to_compare = self._one(said, keys, known, whose)
            if to_compare:
                waiting.append((len(planned), *to_compare))
            planned.append(plan)
        for place, plan in self._compared(waiting):
            planned[place] = plan
        return planned

    def _one(
        self,
        said: Said,
        keys: Mapping[int, str],
        known: Mapping[str, OriginKey],
        whose: Mapping[str, OriginKey],
    ) -> tuple[Planned, tuple[Said, OriginKey | None, int | None] | None]:
        """Refused, or the same as another row; else what to compare it with."""
        nothing = Planned(row=said.row, outcome=Outcome.SAME)
        if said.problems:
            refused = Outcome.REFUSED
            return Planned(row=said.row, outcome=refused, problems=said.problems), None
        key = keys[said.row]
        twice = self._twice(said, key)
        if twice is not None:
            return twice, None
        origin = known.get(key)
        if self.file.holds == FileHolds.PEOPLE:
            pk = origin.young_person_id if origin else self._match(said)
            if pk is not None and pk not in self.people:
                return _refused(said.row, ASK_THE_GUARDIAN), None
            if pk is None and self._is_taken(said):
                return self._refused_at(said, ("child_number",), TAKEN), None
            return nothing, (said, origin, pk)
        pk = self._person(said, whose)
        if pk is None:
            whose_columns = ("person", "child_number")
            return self._refused_at(said, whose_columns, NOT_HERE), None
        return nothing, (said, origin, pk)

    def remember(self, rows: Sequence[Said]) -> None:
        """Rows that were brought in before the work was interrupted."""
        for said in rows:
            if not said.problems:
                self._twice(said, self._key(said))

    def _twice(self, said: Said, key: str) -> Planned | None:
        """Where an earlier row of the file is the same one; None where none is."""
        number = _same(said.values.get("child_number", ""))
        of_number = self.first.get(f"child {number}", (said.row, ""))[0]
        first, what = self.first.setdefault(key, (said.row, _fingerprint(said)))
        if first != said.row and what == _fingerprint(said):
            return Planned(row=said.row, outcome=Outcome.SAME)
        if self.file.holds == FileHolds.PEOPLE and number:
            self.first.setdefault(f"child {number}", (said.row, ""))
            first = min(first, of_number)
        if first == said.row:
            return None
        return _refused(
            said.row,
            f"Row {first} has the same number and says something else. Leave one of"
            " the two.",
        )

    # -- whose row it is --

    def _key(self, said: Said) -> str:
        """The row's number in the other system; without one, what it says."""
        values = said.values
        if self.file.holds == FileHolds.PEOPLE:
            return values.get("person") or f"child:{_same(values['child_number'])}"
        if values.get("row"):
            return str(values["row"])
        whose = values.get("person") or _same(values["child_number"])
        match self.file.holds:
            case FileHolds.ADDRESSES:
                apart = [values["lines"], values.get("postcode")]
                apart.append(values.get("started_on"))
            case FileHolds.ALLOCATIONS:
                apart = [_worker(values), values.get("team"), values["started_on"]]
            case _:
                apart = [values["day"], values.get("time"), values.get("kind")]
                apart += [values.get("title"), values.get("note")]
        return "#" + _hash(whose, *apart)

    def _known(
        self, kind: FileHolds, keys: "Sequence[str] | Any"
    ) -> dict[str, OriginKey]:
        found = OriginKey.objects.filter(
            service=self.service,
            system=self.file.system,
            kind=kind,
            key__in=list(keys),
        )
        return {each.key: each for each in found}

    def _whose(self, rows: Sequence[Said]) -> dict[str, OriginKey]:
        numbers = {said.values.get("person") for said in rows} - {None, ""}
        return self._known(FileHolds.PEOPLE, numbers) if numbers else {}

    def _person(self, said: Said, whose: Mapping[str, OriginKey]) -> int | None:
        origin = whose.get(said.values.get("person", ""))
        if origin:
            pk = origin.young_person_id
            return pk if pk in self.people else None
        same = self.by_number.get(_same(said.values.get("child_number", "")), [])
        return same[0] if len(same) == 1 else None

    def _refused_at(self, said: Said, slugs: Sequence[str], message: str) -> Planned:
        """Refused because of the first of these columns that says something."""
        for place, slug in _columns_of(self.file).items():
            if slug in slugs and said.values.get(slug):
                value = str(said.values[slug])
                return _refused(said.row, message, place=place, value=value)
        return _refused(said.row, message)

    def _match(self, said: Said) -> int | None:
        """Of a young person whom no file brought yet: by child number, else by name."""
        values = said.values
        number = _same(values.get("child_number", ""))
        same = self.by_number.get(number, []) if number else []
        if len(same) == 1:
            return same[0]
        name = letters(f"{values['given_name']} {values['family_name']}")
        named = self.by_name.get((name, values.get("born")), [])
        found = [pk for pk in named if not (number and self.people[pk].child_number)]
        return found[0] if len(found) == 1 else None

    def _is_taken(self, said: Said) -> bool:
        number = _same(said.values.get("child_number", ""))
        return bool(number) and (number in self.elsewhere or number in self.by_number)

    # -- what would change --

    def _compared(
        self, rows: Sequence[tuple[int, Said, OriginKey | None, int | None]]
    ) -> Iterator[tuple[int, Planned]]:
        match self.file.holds:
            case FileHolds.PEOPLE:
                for place, said, origin, pk in rows:
                    yield place, self._of_person(said, origin, pk)
            case FileHolds.ADDRESSES:
                yield from self._of_addresses(rows)
            case FileHolds.ALLOCATIONS:
                yield from self._of_allocations(rows)
            case _:
                yield from self._of_contacts(rows)

    def _of_person(
        self, said: Said, origin: OriginKey | None, pk: int | None
    ) -> Planned:
        fields = (
            "given_name",
            "family_name",
            "legal_given_name",
            "legal_family_name",
            "born",
            "child_number",
        )
        theirs = {name: said.values[name] for name in fields if name in said.values}
        person = self.people.get(pk) if pk else None
        if person is None:
            return self._added(said, None, "young_people.youngperson", theirs)
        if f"{theirs['given_name']} {theirs['family_name']}" == person.legal_name:
            # The other system knows the legal name; ours is the one they use.
            del theirs["given_name"], theirs["family_name"]
        return self._beside(said, origin, person.pk, person, theirs)

    def _of_addresses(
        self, rows: Sequence[tuple[int, Said, OriginKey | None, int | None]]
    ) -> Iterator[tuple[int, Planned]]:
        pks = {pk for *_, pk in rows if pk}
        found = young_people.addresses_of(pks, viewer=self.by)
        by_pk = {each.pk: each for each in found}
        by_place = {
            (
                each.young_person_id,
                _letters_of(each.lines),
                _letters_of(each.postcode),
            ): each
            for each in found
        }
        for place, said, origin, pk in rows:
            fields = ("lines", "postcode", "started_on", "ended_on", "is_confidential")
            theirs = {n: said.values[n] for n in fields if n in said.values}
            if not theirs.get("is_confidential"):
                # What was made confidential here stays so.
                theirs.pop("is_confidential", None)
            same = (
                pk,
                _letters_of(theirs["lines"]),
                _letters_of(theirs.get("postcode", "")),
            )
            ours = by_pk.get(origin.about_pk) if origin else by_place.get(same)  # type: ignore[arg-type]
            if ours is None:
                yield place, self._added(said, pk, "young_people.address", theirs)
            else:
                yield place, self._beside(said, origin, pk, ours, theirs)

    def _of_allocations(
        self, rows: Sequence[tuple[int, Said, OriginKey | None, int | None]]
    ) -> Iterator[tuple[int, Planned]]:
        pks = {pk for *_, pk in rows if pk}
        theirs_now: dict[int, list[Any]] = {}
        for each in young_people.allocations_of(pks, viewer=self.by):
            theirs_now.setdefault(each.young_person_id, []).append(each)
        for place, said, origin, pk in rows:
            of_person = theirs_now.setdefault(pk or 0, [])
            plan = self._of_allocation(said, origin, pk, of_person)
            if plan.outcome == Outcome.ADDED:
                # The next row of the file is compared with this one too.
                of_person.append(_Allocated(plan.answers))
            yield place, plan

    def _of_allocation(
        self, said: Said, origin: OriginKey | None, pk: int | None, now: list[Any]
    ) -> Planned:
        to = self._to(said.values)
        if isinstance(to, str):
            return self._refused_at(said, ("worker", "worker_email", "team"), to)
        started, ended = said.values["started_on"], said.values.get("ended_on")
        answers = {**to, "started_on": started, "ended_on": ended}
        same_to = [
            each
            for each in now
            if each.person_id == to.get("person_id")
            and each.team_id == to.get("team_id")
        ]
        ours = next(
            (
                each
                for each in same_to
                if (origin and each.pk == origin.about_pk) or each.started_on == started
            ),
            None,
        )
        if ours is not None and ours.pk:
            theirs = {"ended_on": ended} if ended else {}
            return self._beside(said, origin, pk, ours, theirs)
        for each in same_to:
            if _overlaps(each, started, ended):
                return _refused(
                    said.row,
                    f"They are allocated so already, since {each.started_on:%d/%m/%Y}."
                    " Two allocations to the same person cannot overlap.",
                )
        return self._added(said, pk, "young_people.allocation", answers)

    def _to(self, values: Mapping[str, Any]) -> dict[str, Any] | str:
        """The allocation's person or team, and what they are; or why there is none."""
        if not _worker(values):
            team = self.teams.get(letters(values["team"]))
            if team is None:
                return (
                    "There is no team of this name in your service. Correct the name,"
                    " or ask an administrator to add the team."
                )
            return {"allocated_as": AllocatedAs.TEAM.value, "team_id": team.pk}
        person = self._worker(values)
        if person is None:
            return (
                "There is nobody of this name, or there are several, who does casework"
                " here. Have them invited first, or give their e-mail address."
            )
        is_social = "social" in values.get("role", "").lower()
        role = AllocatedAs.SOCIAL_WORKER if is_social else AllocatedAs.PERSONAL_ADVISER
        return {"allocated_as": role.value, "person_id": person.pk}

    def _worker(self, values: Mapping[str, Any]) -> User | None:
        for key in (
            values.get("worker_email", "").lower(),
            _name_key(values.get("worker", "")),
        ):
            found = self.staff.get(key, []) if key else []
            if len({each.pk for each in found}) == 1:
                return found[0]
        return None

    def _of_contacts(
        self, rows: Sequence[tuple[int, Said, OriginKey | None, int | None]]
    ) -> Iterator[tuple[int, Planned]]:
        changed = [
            origin
            for _, said, origin, _ in rows
            if origin and origin.said.get("hash") != _fingerprint(said)
        ]
        entries = _entries_of(changed)
        for place, said, origin, pk in rows:
            about, answers = self._contact(said)
            told = {"hash": _fingerprint(said)}
            if origin is None:
                yield place, self._added(said, pk, about, answers, told=told)
            elif origin.said == told:
                yield place, Planned(row=said.row, outcome=Outcome.SAME)
            else:
                entry = entries.get((origin.about, origin.about_pk))
                yield place, self._told_anew(said, origin, entry, answers, told)

    def _contact(self, said: Said) -> tuple[str, dict[str, Any]]:
        """A contact; or a note, where the file's words tell of no contact."""
        values = said.values
        words = values.get("kind", "")
        kind = self.file.kinds.get(words.casefold(), guess_kind(words))
        text = "\n\n".join(filter(None, [values.get("title"), values.get("note")]))
        writer = _worker(values)
        if not kind:
            return NOTE, {
                "written_on": values["day"],
                "title": values.get("title") or words,
                "note": values.get("note", ""),
                "written_by": writer,
                "system": self.file.system,
            }
        is_made = not is_only_tried(words, values.get("outcome", ""))
        is_seen = is_made and values.get("is_seen", False)
        person = self._worker(values)
        unknown = f"Written by {writer}." if writer and person is None else ""
        day = values["day"]
        return CONTACT, {
            "held_at": timezone.make_aware(
                datetime.combine(day, values.get("time") or time(12))
            ),
            "kind": kind,
            "is_made": is_made,
            "is_seen": is_seen,
            "is_seen_alone": is_seen and values.get("is_seen_alone", False),
            "where": values.get("where", ""),
            "note": "\n\n".join(filter(None, [text or words, unknown])),
            "made_by_id": person.pk if person else None,
        }

    def _told_anew(
        self,
        said: Said,
        origin: OriginKey,
        entry: Any,
        answers: Mapping[str, Any],
        told: Mapping[str, Any],
    ) -> Planned:
        """The other system's words changed. So does ours, if nobody touched it here."""
        is_as_it_came = (
            entry is not None and entry.version == 1 and not entry.is_struck_out
        )
        fits = {n: v for n, v in answers.items() if entry and hasattr(entry, n)}
        return Planned(
            row=said.row,
            outcome=Outcome.CHANGED if is_as_it_came else Outcome.TO_CHOOSE,
            key=origin.key,
            young_person=origin.young_person_id,
            about=origin.about,
            record=entry,
            answers=fits if is_as_it_came else {},
            differs={} if is_as_it_came else {"note": answers["note"]},
            said=told,
        )

    def _added(
        self,
        said: Said,
        pk: int | None,
        about: str,
        answers: Mapping[str, Any],
        *,
        told: Mapping[str, Any] | None = None,
    ) -> Planned:
        return Planned(
            row=said.row,
            outcome=Outcome.ADDED,
            key=self._key(said),
            young_person=pk,
            about=about,
            answers=answers,
            said=said_of(answers, {}) if told is None else told,
        )

    def _beside(
        self,
        said: Said,
        origin: OriginKey | None,
        pk: int | None,
        ours: Any,
        theirs: Mapping[str, Any],
    ) -> Planned:
        before = origin.said if origin else {}
        values = {name: getattr(ours, name) for name in theirs}
        compared = compare(values, theirs, before)
        if theirs.get("is_confidential") and not ours.is_confidential:
            # The stricter of the two is taken at once.
            changes = {**compared.changes, "is_confidential": True}
            differs = {n: v for n, v in compared.differs.items() if n not in changes}
            compared = Compared(changes, differs)
        return Planned(
            row=said.row,
            outcome=_outcome(compared),
            key=self._key(said),
            young_person=pk,
            about=ours._meta.label_lower,
            record=ours,
            answers=compared.changes,
            differs=compared.differs,
            said=said_of(theirs, before),
        )


def _outcome(compared: Compared) -> Outcome:
    if compared.differs:
        return Outcome.TO_CHOOSE
    return Outcome.CHANGED if compared.changes else Outcome.SAME


class _Allocated:
    """One that an earlier row of the file would add."""

    pk = None

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.person_id = answers.get("person_id")
        self.team_id = answers.get("team_id")
        self.started_on = answers["started_on"]
        self.ended_on = answers.get("ended_on")


def _overlaps(ours: Any, started: Any, ended: Any) -> bool:
    if ours.started_on == ours.ended_on or started == ended:
        return False
    return (ours.ended_on is None or started < ours.ended_on) and (
        ended is None or ours.started_on < ended
    )


def _entries_of(origins: Sequence[OriginKey]) -> dict[tuple[str, int], Any]:
    found: dict[tuple[str, int], Any] = {}
    for about in {origin.about for origin in origins}:
        pks = [origin.about_pk for origin in origins if origin.about == about]
        for entry in apps.get_model(about)._base_manager.filter(pk__in=pks):
            found[about, entry.pk] = entry
    return found


def _same(number: str) -> str:
    return "".join(number.split()).casefold()


def _letters_of(text: str) -> str:
    """Of an address: its letters and digits, whatever the commas and lines."""
    return "".join(each for each in text.casefold() if each.isalnum())


def _name_key(name: str) -> str:
    family, comma, given = name.partition(",")
    return letters(f"{given} {family}" if comma else name)


def _worker(values: Mapping[str, Any]) -> str:
    return str(values.get("worker") or values.get("worker_email") or "")


def _hash(*said: Any) -> str:
    return sha256("\0".join(str(each or "") for each in said).encode()).hexdigest()[:40]


def _fingerprint(said: Said) -> str:
    return _hash(*(f"{n}={as_json(v)}" for n, v in sorted(said.values.items())))


# -- what the pages show ---------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FilePage:
    """A file and what became of its rows, or would."""

    file: BroughtFile
    to_look_at: Sequence[RowToLookAt]
    next: int | None
    differences: int

    @property
    def counts(self) -> list[tuple[str, int]]:
        counts = self.file.counts
        return [(each.label, counts.get(each.value, 0)) for each in Outcome]

    @property
    def adds_up(self) -> bool:
        return bool(sum(self.file.counts.values()) == self.file.rows)


@dataclass(frozen=True, kw_only=True)
class ToMatch:
    """A file's columns, each with its heading, a few of its cells, and a guess."""

    file: BroughtFile
    columns: Mapping[int, str]
    kinds: Mapping[str, str]
    is_remembered: bool


def files(*, viewer: User) -> Sequence[BroughtFile]:
    """Those the viewer brought, the newest first."""
    require(viewer, Permission.BRING_IN_RECORDS)
    return list(BroughtFile.objects.of(viewer).newest_first()[:FILES_LISTED])


def get_file(pk: int, *, viewer: User) -> BroughtFile:
    require(viewer, Permission.BRING_IN_RECORDS)
    return get_object_or_404(
        BroughtFile.objects.of(viewer).select_related("team"), pk=pk
    )


def file_page(pk: int, *, viewer: User, at: datetime, after: int = 0) -> FilePage:
    """The file, and a page of the rows to look at. Whom they are of is on record."""
    file = get_file(pk, viewer=viewer)
    found = file.to_look_at.filter(pk__gt=after).order_by("pk")
    rows = list(found[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    whose = {each.young_person_id for each in shown if each.young_person_id}
    young_people.shown_to_compare(whose, viewer=viewer, at=at)
    return FilePage(
        file=file,
        to_look_at=shown,
        next=shown[-1].pk if len(rows) > ON_A_PAGE else None,
        differences=file.differences.filter(chosen_at__isnull=True).count(),
    )


def to_match(pk: int, *, viewer: User, headings: str) -> ToMatch:
    """A guess from the headings, or how such a file was matched before."""
    file = get_file(pk, viewer=viewer)
    before = Matching.objects.filter(
        service_id=file.team.service_id, holds=file.holds, headings=headings
    ).first()
    if file.columns:
        columns, kinds = _columns_of(file), file.kinds
    elif before:
        columns = {int(place): slug for place, slug in before.columns.items()}
        kinds = before.kinds
    else:
        columns, kinds = guess_columns(Holds(file.holds), file.headings), {}
    return ToMatch(
        file=file, columns=columns, kinds=kinds, is_remembered=before is not None
    )


def refused_rows(
    pk: int, *, viewer: User, at: datetime
) -> tuple[BroughtFile, list[str], list[list[str]]]:
    """The file's own rows that were not brought in, each with why: to put right."""
    file = get_file(pk, viewer=viewer)
    why: dict[int, list[str]] = {}
    whose: set[int] = set()
    for each in file.to_look_at.filter(outcome=Outcome.REFUSED).order_by("pk"):
        column = f"{each.column}: " if each.column else ""
        why.setdefault(each.row, []).append(f"{column}{each.why}")
        whose |= {each.young_person_id} if each.young_person_id else set()
    young_people.shown_to_compare(whose, viewer=viewer, at=at)
    sheet = sheet_of(file, viewer=viewer)
    rows = [
        [str(number), " ".join(why[number]), *cells]
        for number, cells in sheet.rows
        if number in why
    ]
    return file, ["Row", "Why it was not brought in", *sheet.headings], rows


@dataclass(frozen=True, kw_only=True)
class DifferenceLine:
    difference: Difference
    young_person: "YoungPerson"


def differences(
    *, viewer: User, at: datetime, after: int = 0
) -> tuple[list[DifferenceLine], int | None]:
    """What somebody is to choose, of records that the viewer may find."""
    require(viewer, Permission.BRING_IN_RECORDS)
    findable = [e.pk for e in young_people.records_to_bring_into(viewer=viewer, at=at)]
    found = Difference.objects.filter(
        chosen_at__isnull=True, young_person__in=findable, pk__gt=after
    ).select_related("file")
    rows = list(found.order_by("pk")[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    people = young_people.shown_to_compare(
        {each.young_person_id for each in shown}, viewer=viewer, at=at
    )
    lines = [
        DifferenceLine(difference=each, young_person=people[each.young_person_id])
        for each in shown
    ]
    return lines, shown[-1].pk if len(rows) > ON_A_PAGE else None


def get_difference(pk: int, *, viewer: User, at: datetime) -> Difference:
    require(viewer, Permission.BRING_IN_RECORDS)
    difference = get_object_or_404(Difference, pk=pk)
    whose = difference.young_person_id
    if not young_people.shown_to_compare([whose], viewer=viewer, at=at):
        raise Http404("The record is not one they may bring rows into.")
    return difference
