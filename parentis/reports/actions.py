"""What changes committee reports: choosing, writing, and making documents of them."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.lines import MEETING, MEETING_DATE
from parentis.committee_report.parts import WritingPart, state_of
from parentis.committee_report.shape_data import shape_to_data
from parentis.refusals import Refused
from parentis.report_blocks.choices import Chosen
from parentis.report_templates import queries as templates
from parentis.reports.choices import DocumentForm
from parentis.reports.models import CommitteeReport, ReportDocument, Written

LONGEST_NAME = 80
FROZEN = (
    "This report is frozen: it stays as it went out. Begin a new one from it to tell"
    " what changed since"
)


class ReportFrozen(Refused):
    """A frozen report is not changed by anybody."""

    def __init__(self) -> None:
        super().__init__(FROZEN)


class NotItsItem(Exception):
    """It cannot go under this item of an agenda."""


class DraftChanged(Exception):
    """Somebody else saved this part meanwhile. Neither text is lost."""

    def __init__(self, *, saved: Mapping[str, str]) -> None:
        super().__init__(
            f"{saved.get('by', 'Somebody')} saved this part while you were writing."
            " Your words are still in the boxes. Theirs are below: take over what you"
            " need and save again"
        )


@transaction.atomic
def make_report(*, by: User, at: datetime, **chosen: Any) -> CommitteeReport:
    """Begin a report. `chosen`: year, shape, title, indicators, is_internal.

    It keeps the template as it is today.
    """
    require(by, Permission.WRITE_REPORTS)
    _require_small_numbers(by, is_internal=chosen["is_internal"])
    return CommitteeReport.objects.create(
        council=settings.COUNCIL_CODE,
        council_name=settings.COUNCIL_NAME,
        layout_kept=_layout(chosen["shape"], by),
        made_at=at,
        made_by=by,
        saved_at=at,
        **chosen,
    )


@transaction.atomic
def change_report(
    report: CommitteeReport, *, by: User, at: datetime, **chosen: Any
) -> CommitteeReport:
    """Choose anew. What was written stays, also where another shape does not ask it."""
    require(by, Permission.WRITE_REPORTS)
    _require_small_numbers(by, is_internal=chosen["is_internal"])
    now = _to_change(report)
    if chosen["shape"] != now.shape:
        now.layout_kept = _layout(chosen["shape"], by)
    for name, value in chosen.items():
        setattr(now, name, value)
    return _saved(now, at)


@transaction.atomic
def take_over_template(
    report: CommitteeReport, *, by: User, at: datetime
) -> CommitteeReport:
    """Its template as it is today, in the place of the one it began with."""
    require(by, Permission.WRITE_REPORTS)
    now = _to_change(report)
    now.layout_kept = _layout(now.shape, by) or now.layout_kept
    return _saved(now, at)


@transaction.atomic
def say_for_whom(
    report: CommitteeReport, *, by: User, at: datetime, **answers: Any
) -> CommitteeReport:
    """To which body and meeting it goes, what period it covers, and who may read it.

    `answers`: body_id, item_id, begins_on, ends_on, is_exempt, paragraph, why_exempt.
    The head names body and meeting where nobody has written another there.
    """
    require(by, Permission.WRITE_REPORTS)
    now = _to_change(report)
    named = _named_in_head(now)
    for name, value in answers.items():
        setattr(now, name, value)
    now.save()
    now = _with_places(now.pk)
    _check_its_item(now)
    for code, words in _named_in_head(now).items():
        if now.head.get(code, "") in ("", named.get(code, "")):
            now.head[code] = words
    return _saved(now, at)


def _check_its_item(report: CommitteeReport) -> None:
    item = report.item
    if item is None:
        return
    if report.body_id and item.meeting.body_id != report.body_id:
        raise NotItsItem("That item is of another body's meeting. Choose one of them")
    if item.is_exempt and not report.is_exempt:
        raise NotItsItem(
            "That item is not open to the public, and the report is. Choose another"
            " item, or say that the report is exempt"
        )


@transaction.atomic
def choose_blocks(
    report: CommitteeReport, *, by: User, at: datetime, chosen: Chosen
) -> CommitteeReport:
    """What its blocks show of what the council keeps."""
    require(by, Permission.WRITE_REPORTS)
    now = _to_change(report)
    now.blocks = chosen.to_data()
    return _saved(now, at)


@transaction.atomic
def put_back(
    report: CommitteeReport, *, by: User, at: datetime, contents: dict[str, Any]
) -> CommitteeReport:
    """What a version kept, in the place of what it says now."""
    require(by, Permission.WRITE_REPORTS)
    _require_small_numbers(by, is_internal=contents["is_internal"])
    now = _to_change(report)
    now.take_contents(contents)
    now.saved = {}
    return _saved(now, at)


@transaction.atomic
def freeze(
    report: CommitteeReport, *, by: User, at: datetime, told: Mapping[str, Any]
) -> CommitteeReport:
    """From now on nothing in it changes. `told` is what it told, as plain data."""
    require(by, Permission.PUBLISH)
    now = _to_change(report)
    now.frozen_at, now.told = at, dict(told)
    now.save(update_fields=["frozen_at", "told"])
    return now


@transaction.atomic
def follow_report(
    report: CommitteeReport, *, by: User, at: datetime
) -> CommitteeReport:
    """A new report that begins with all that this one says, for the next meeting."""
    require(by, Permission.WRITE_REPORTS)
    _require_small_numbers(by, is_internal=report.is_internal)
    new = CommitteeReport(
        council=report.council,
        council_name=report.council_name,
        made_at=at,
        made_by=by,
        saved_at=at,
    )
    new.take_contents(report.contents())
    new.item_id = None
    new.head.pop(MEETING_DATE.code, None)
    new.save()
    return new


@transaction.atomic
def save_draft(
    report: CommitteeReport,
    *,
    by: User,
    at: datetime,
    part: WritingPart,
    written: Written,
    base: str,
) -> str:
    """Keep what was typed into one part; gives its new `base`.

    `base` is the state (`state_of`) the writer began from. Raises `DraftChanged` where
    somebody else has saved something different since.
    """
    require(by, Permission.WRITE_REPORTS)
    kept = _to_change(report)
    now = kept.written_in(part)
    if state_of(now) not in (base, state_of(written)):
        raise DraftChanged(saved=kept.saved.get(part.code, {}))
    kept.write_in(part, written)
    kept.saved[part.code] = {"by": by.name, "at": at.isoformat()}
    kept.saved_at = at
    kept.save()
    return state_of(kept.written_in(part))


@transaction.atomic
def keep_document(
    report: CommitteeReport,
    *,
    by: User,
    at: datetime,
    form: DocumentForm,
    contents: bytes,
    provenance: Mapping[str, Any],
) -> ReportDocument:
    """Keep a file as it goes out, so that it can be shown again years later."""
    require(by, Permission.WRITE_REPORTS)
    document = ReportDocument.objects.create(
        report=report,
        form=form,
        name=f"{slugify(str(report))[:LONGEST_NAME]}.{form.value}",
        size=len(contents),
        sha256=sha256(contents).hexdigest(),
        provenance=dict(provenance),
        made_at=at,
        made_by=by,
    )
    document.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    document.path.write_bytes(contents)
    return document


def _require_small_numbers(by: User, *, is_internal: bool) -> None:
    if is_internal:
        require(by, Permission.SEE_SMALL_NUMBERS)


def _to_change(report: CommitteeReport) -> CommitteeReport:
    """The report as it is, for us alone. Raises `ReportFrozen`."""
    now = CommitteeReport.objects.select_for_update().get(pk=report.pk)
    if now.is_frozen:
        raise ReportFrozen
    return now


def _saved(report: CommitteeReport, at: datetime) -> CommitteeReport:
    report.saved_at = at
    report.save()
    return report


def _layout(code: str, by: User) -> dict[str, Any]:
    """A template as it is today, as plain data; nothing where there is none now."""
    found = templates.layout(code, viewer=by)
    return shape_to_data(found.shape) if found else {}


def _with_places(pk: int) -> CommitteeReport:
    found = CommitteeReport.objects.select_related("body", "item__meeting")
    return found.get(pk=pk)


def _named_in_head(report: CommitteeReport) -> dict[str, str]:
    """What the head says of the body and the meeting, as far as they are known."""
    named: dict[str, str] = {}
    if report.body is not None:
        named[MEETING.code] = report.body.name
    if report.item is not None:
        on = timezone.localtime(report.item.meeting.begins_at).date()
        named[MEETING_DATE.code] = _day(on)
    return named


def _day(on: date) -> str:
    return date_format(on, "j F Y")
