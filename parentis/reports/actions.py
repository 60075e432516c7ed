"""What changes committee reports: choosing, writing, and making documents of them."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.parts import WritingPart, state_of
from parentis.reports.choices import DocumentForm
from parentis.reports.models import CommitteeReport, ReportDocument, Written

LONGEST_NAME = 80


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
    """Begin a report. `chosen`: year, shape, title, indicators, is_internal."""
    require(by, Permission.WRITE_REPORTS)
    _require_small_numbers(by, is_internal=chosen["is_internal"])
    return CommitteeReport.objects.create(
        council=settings.COUNCIL_CODE,
        council_name=settings.COUNCIL_NAME,
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
    for name, value in chosen.items():
        setattr(report, name, value)
    report.saved_at = at
    report.save(update_fields=[*chosen, "saved_at"])
    return report


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
    kept = CommitteeReport.objects.select_for_update().get(pk=report.pk)
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
