"""The pages of a record: what matters now, its timeline, its parts, their entries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page, require
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.drafts import actions as drafts
from parentis.drafts import queries as drafts_of
from parentis.drafts.forms import typed
from parentis.entries import actions as entries
from parentis.entries import queries as entries_of
from parentis.entries.parts import Part
from parentis.record import queries
from parentis.record.forms import LONGEST_SEARCH, TimelineForm
from parentis.record.parts import BY_SLUG, PARTS, address_of, title_of
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.forms import Beside, EntryForm, StrikeOutForm, sheet
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.drafts.models import Draft
    from parentis.entries.models import Entry
    from parentis.young_people.models import YoungPerson

SEARCHED_FOR = "timeline searched for"
A_KIND = re.compile(r"[a-z0-9-]{1,40}")
YEARS = range(1900, 2200)

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """The first page of a record: what matters now, and all that it holds."""
    at = timezone.now()
    try:
        shown = queries.record_page(pk, parts=PARTS, viewer=request.user, at=at)
    except Http404:
        into = young_people.merged_into(pk, viewer=request.user, at=at)
        if into is None:
            raise
        # It was joined to another record of the same young person.
        return redirect("record:record", into)
    return render(request, "record/record.html", {"page": shown})


# -- the timeline ----------------------------------------------------------------------


@require_get_or_post
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def timeline(request: StaffRequest, pk: int) -> HttpResponse:
    """The words of a search stay in the session, as those for names do."""
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    if request.method == "POST":
        words = request.POST.get("words", "").replace("\0", "").strip()
        request.session[SEARCHED_FOR] = [pk, words[:LONGEST_SEARCH]]
        return redirect(f"{request.path}?{_asked(request)}")
    return render(request, "record/timeline.html", _of_timeline(request, whose))


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.PRINTED)
def print_timeline(request: StaffRequest, pk: int) -> HttpResponse:
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    shown = _of_timeline(request, whose, limit=queries.LINES_ON_PAPER)
    return render(request, "record/print_timeline.html", shown)


def _of_timeline(
    request: StaffRequest, whose: "YoungPerson", **limit: int
) -> dict[str, Any]:
    kinds = [each for each in request.GET.getlist("kind") if A_KIND.fullmatch(each)]
    year, words = _year(request), _words(request, whose.pk)
    shown = queries.timeline_page(
        whose,
        viewer=request.user,
        title_of=title_of,
        address_of=address_of,
        kinds=kinds,
        words=words,
        year=year,
        before=_place(request.GET.get("before", "")),
        **limit,
    )
    form = TimelineForm(
        initial={"kind": kinds, "year": year}, kinds=shown.kinds, years=shown.years
    )
    return {
        "page": shown,
        "filters": form,
        "words": words,
        "asked": _asked(request),
        "is_filtered": bool(kinds or year or words),
    }


def _asked(request: StaffRequest) -> str:
    """The kinds and the year of the address, without the place on the page."""
    asked = request.GET.copy()
    asked.pop("before", None)
    return asked.urlencode()


def _words(request: StaffRequest, pk: int) -> str:
    """What was searched for in this young person's timeline, and in no other's."""
    whose, words = request.session.get(SEARCHED_FOR, [0, ""])
    return str(words) if whose == pk else ""


def _year(request: StaffRequest) -> int | None:
    asked = request.GET.get("year", "")
    is_year = asked.isascii() and asked.isdecimal() and len(asked) == 4
    return int(asked) if is_year and int(asked) in YEARS else None


def _place(asked: str) -> tuple[date, int] | None:
    """Where a page begins, `2026-05-03.17`. None where it is no such place."""
    day, _, number = asked.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


# -- a part, and its entries -----------------------------------------------------------


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def entries_of_part(request: StaffRequest, pk: int, part: str) -> HttpResponse:
    of_part = _part(part)
    require(request.user, of_part.see)
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    shown = queries.part_page(of_part, whose, viewer=request.user)
    return render(request, "record/entries_of_part.html", {"page": shown})


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def entry(request: StaffRequest, pk: int, part: str, entry: int) -> HttpResponse:
    of_part = _part(part)
    require(request.user, of_part.see)
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    shown = queries.entry_page(of_part, entry, whose, viewer=request.user)
    return render(request, "record/entry.html", {"page": shown})


@require_get_or_post
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def add_entry(request: StaffRequest, pk: int, part: str) -> HttpResponse:
    at, of_part = timezone.now(), _part(part)
    require(request.user, of_part.change)
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    if there := queries.part_page(of_part, whose, viewer=request.user).only:
        return redirect("record:change_entry", pk, of_part.slug, there.pk)
    asked = _Asked(
        request,
        page_name="record:add_entry",
        numbers=(pk, part),
        part=of_part,
        young_person=whose,
        at=at,
    )
    if asked.form.is_valid():
        try:
            of_part.add(
                of_part.model,
                whose,
                by=request.user,
                at=at,
                kind=of_part.slug,
                answers=asked.form.answers(),
                sent_as=asked.sent_as,
                needs=of_part.change,
            )
        except NotRecorded as refused:
            asked.form.add_error(None, str(refused))
        else:
            asked.is_recorded()
            messages.success(request, f"The {of_part.one} is added")
            return redirect("record:entries_of_part", pk, of_part.slug)
    return render(
        request,
        "record/add_entry.html",
        asked.context(),
    )


@require_get_or_post
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def change_entry(request: StaffRequest, pk: int, part: str, entry: int) -> HttpResponse:
    """Where somebody else was first, both texts are shown, and theirs is kept."""
    at, of_part = timezone.now(), _part(part)
    require(request.user, of_part.change)
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    changed = entries_of.get_entry(
        of_part.model,
        entry,
        young_person=whose,
        viewer=request.user,
        needs=of_part.see,
    )
    asked = _Asked(
        request,
        page_name="record:change_entry",
        numbers=(pk, part, entry),
        part=of_part,
        young_person=whose,
        at=at,
        initial=vars(changed),
    )
    meanwhile: _Meanwhile | None = None
    if asked.form.is_valid():
        try:
            entries.change(
                changed,
                by=request.user,
                at=at,
                kind=of_part.slug,
                version=asked.version(changed.version),
                answers=asked.form.answers(),
                needs=of_part.change,
            )
        except ChangedSince as found:
            asked.form.add_error(None, str(found))
            meanwhile = _Meanwhile(now=found.now, beside=asked.form.beside(found.now))
        except NotRecorded as refused:
            asked.form.add_error(None, str(refused))
        else:
            asked.is_recorded()
            messages.success(request, f"The {of_part.one} is changed")
            return redirect("record:entries_of_part", pk, of_part.slug)
    version = meanwhile.now.version if meanwhile else asked.version(changed.version)
    return render(
        request,
        "record/change_entry.html",
        asked.context()
        | {
            "entry": changed,
            "version": version,
            "meanwhile": meanwhile,
        },
    )


@require_get_or_post
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def strike_out_entry(
    request: StaffRequest, pk: int, part: str, entry: int
) -> HttpResponse:
    at, of_part = timezone.now(), _part(part)
    require(request.user, of_part.change)
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    struck = entries_of.get_entry(
        of_part.model,
        entry,
        young_person=whose,
        viewer=request.user,
        needs=of_part.see,
    )
    form = StrikeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        entries.strike_out(
            struck, by=request.user, at=at, needs=of_part.change, **form.cleaned_data
        )
        messages.success(request, f"The {of_part.one} is struck out")
        return redirect("record:entries_of_part", pk, of_part.slug)
    return render(
        request,
        "record/strike_out_entry.html",
        {"form": form, "young_person": whose, "part": of_part, "entry": struck},
    )


# -- what these share ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Meanwhile:
    """What somebody else saved while this was typed, and both answers side by side."""

    now: "Entry"
    beside: list[Beside]

    @property
    def different(self) -> list[Beside]:
        return [each for each in self.beside if each.is_different]

    @property
    def same(self) -> list[Beside]:
        return [each for each in self.beside if each.yours and not each.is_different]


class _Asked:
    """The form of a part as it was asked for or sent, with the draft of it."""

    def __init__(
        self,
        request: StaffRequest,
        *,
        page_name: str,
        numbers: tuple[int | str, ...],
        part: Part,
        young_person: "YoungPerson",
        at: datetime,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.request, self.part, self.at = request, part, at
        self.young_person = young_person
        self.page_name = page_name
        self.about = "/".join(str(each) for each in numbers)
        self._initial = dict(initial or {})

    @cached_property
    def draft(self) -> "Draft | None":
        """What they typed before, where they have come back to the page."""
        if self.request.method == "POST":
            return None
        return drafts_of.draft_of(
            self.page_name,
            self.about,
            viewer=self.request.user,
            pk=self.request.GET.get("draft", ""),
        )

    @cached_property
    def form(self) -> EntryForm:
        sent = self.request.POST if self.request.method == "POST" else None
        on = timezone.localtime(self.at).date()
        form = self.part.form(sent, on=on, initial=self._initial)
        self.part.fit(form, self.young_person, viewer=self.request.user)
        if self.draft:
            form.initial.update(typed(form, self.draft.fields))
        return form

    @cached_property
    def sent_as(self) -> UUID:
        sent = sheet(self.request.POST.get("sent_as", ""))
        return sent or (self.draft.sent_as if self.draft else uuid4())

    def version(self, now: int) -> int:
        """The version that was read when the typing began."""
        in_draft = dict(self.draft.fields).get("version", "") if self.draft else ""
        read = self.request.POST.get("version", "") or in_draft
        return int(read) if read.isdecimal() and len(read) < 10 else now

    def is_recorded(self) -> None:
        """The draft is not needed any more."""
        drafts.discard(
            self.page_name,
            self.about,
            by=self.request.user,
            at=self.at,
            sent_as=sheet(self.request.POST.get("sent_as", "")),
        )

    def context(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "young_person": self.young_person,
            "part": self.part,
            "draft": self.draft,
            "sent_as": self.sent_as,
            "page_name": self.page_name,
            "about": self.about,
        }


def _part(slug: str) -> Part:
    if slug not in BY_SLUG:
        raise Http404("A record has no such part.")
    return BY_SLUG[slug]
