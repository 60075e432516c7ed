"""Handing a report in, signing it, freezing it, and letting it out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report import choice
from parentis.committee_report.unwritten import still_to_write
from parentis.documents.content import Chart
from parentis.documents.html import to_html_fragment
from parentis.figures import actions as figures
from parentis.meetings.papers import actions as papers
from parentis.notices import actions as notices
from parentis.refusals import Refused
from parentis.report_blocks import queries as blocks
from parentis.report_versions import actions as versions
from parentis.report_versions.choices import WhyKept
from parentis.reports import actions as reports
from parentis.reports import queries as reports_read
from parentis.reports.choices import DocumentForm
from parentis.reports.queries import WrittenReport
from parentis.sign_off.choices import MAY_SIGN, SIGNS_AT, Capacity, Stage
from parentis.sign_off.models import FairCopy, KeptFile, Signature

if TYPE_CHECKING:
    from parentis.reports.models import CommitteeReport

LONGEST_NAME = 80
OVERTAKEN = (
    "It was handed in again since you opened this page. Below is what it says now:"
    " read it, and answer once more"
)
# Handed in, and neither sent back nor overtaken.
STANDING = frozenset({*SIGNS_AT, Stage.SIGNED})


class NotDone(Refused):
    """What was asked cannot be done with this report. One sentence for staff."""


# -- handing in ------------------------------------------------------------------------


@transaction.atomic
def hand_in(report: "CommitteeReport", *, by: User, at: datetime) -> FairCopy:
    """A fair copy, made once from what the report says and shows now, for sign-off.

    Raises NotDone where it cannot be signed as it is.
    """
    require(by, Permission.WRITE_REPORTS)
    # One after the other: two at once would both be new.
    report = reports_read.get_report_to_keep(report.pk, viewer=by)
    _check_it_can_be_signed(report)
    on = timezone.localtime(at).date()
    now = reports_read.written(report, viewer=by, on=on)
    charts: dict[str, str] = {}

    def address(chart: Chart) -> str:
        # Beside the page that shows it, whichever that is.
        charts[chart.drawing.key] = chart.drawing.svg()
        return f"charts/{chart.drawing.key}.svg"

    html = to_html_fragment(now.document, chart_address=address)
    _check_it_is_another(report, html)
    copy = FairCopy.objects.create(
        report=report,
        version=versions.keep_version(report, by=by, at=at, why=WhyKept.SIGN_OFF),
        title=now.document.title,
        html=html,
        told=_told(now, by, at),
        made_by=by,
        made_at=at,
    )
    _keep_files(copy, now, charts, by)
    _tell(
        _who_may(Permission.SIGN_OFF_AS_OFFICER, but=by),
        copy,
        by,
        at,
        f"The report “{copy}” waits for an officer to sign it off",
    )
    return copy


def _check_it_can_be_signed(report: "CommitteeReport") -> None:
    if report.is_frozen:
        raise NotDone(reports.FROZEN)
    if report.is_internal:
        raise NotDone(
            "This report shows small numbers, for officers only: it can be neither"
            " signed off nor published. Choose anew, without small numbers, first"
        )
    if missing := still_to_write(report.as_request()):
        raise NotDone(f"Write first what is missing: {', '.join(missing)}")
    _check_its_item(report)


def _check_it_is_another(report: "CommitteeReport", html: str) -> None:
    """Figures and records change too: a copy is made anew where it says otherwise."""
    last = FairCopy.objects.filter(report=report).first()
    if last is not None and last.stage in STANDING and last.html == html:
        raise NotDone("It is handed in already, and has not changed since")


def _check_its_item(report: "CommitteeReport") -> None:
    if report.item is not None and not _is_on_an_agenda(report):
        raise NotDone("Its item was struck out of the agenda. Choose another item")
    _check_its_item_is_open(report)


def _is_on_an_agenda(report: "CommitteeReport") -> bool:
    item = report.item
    return item is not None and not (item.is_struck_out or item.meeting.is_struck_out)


def _check_its_item_is_open(report: "CommitteeReport") -> None:
    if report.item is not None and report.item.is_exempt and not report.is_exempt:
        raise NotDone(
            "Its item on the agenda is not open to the public, and the report is."
            " Choose another item, or say that the report is exempt"
        )


def _told(now: WrittenReport, by: User, at: datetime) -> dict[str, Any]:
    """Every figure shown, what the council told, and what both rest on."""
    shown = choice.chosen(now.request.indicators, year=now.request.year)
    codes = {each.code for each in shown}
    for categories in choice.distributions(shown):
        codes |= {each.code for each in categories}
    is_about_figures = now.request.layout().shows_figures
    return {
        "figures": blocks.kept_figures(
            codes if is_about_figures else (), now.evidence.figures, viewer=by
        ),
        "from_council": blocks.kept_from_council(now.request.from_council, viewer=by),
        "provenance": now.provenance,
        "told_to": _told_to(now.report, at),
    }


def _told_to(report: "CommitteeReport", at: datetime) -> str:
    """ "the Corporate Parenting Panel on 3 May 2026"."""
    when = report.item.meeting.begins_at if report.item else at
    on = date_format(timezone.localtime(when).date(), "j F Y")
    return f"the {report.body} on {on}" if report.body else on


def _keep_files(
    copy: FairCopy, now: WrittenReport, charts: Mapping[str, str], by: User
) -> None:
    """Every form of it, made once, readable by the product alone."""
    folder = copy.folder / "charts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for key, svg in charts.items():
        (folder / f"{key}.svg").write_text(svg, encoding="utf-8")
    name = slugify(copy.title)[:LONGEST_NAME] or "report"
    for form in DocumentForm:
        contents = reports_read.contents_of(now, form, viewer=by)
        file = KeptFile.objects.create(
            copy=copy,
            form=form,
            name=f"{name}.{form.value}",
            size=len(contents),
            sha256=sha256(contents).hexdigest(),
        )
        file.path.write_bytes(contents)


# -- signing ---------------------------------------------------------------------------


@transaction.atomic
def sign(copy: FairCopy, *, by: User, at: datetime) -> Signature:
    """For the officers first, then as the Lead Member: two different people."""
    require(by, Permission.SEE_REPORTS)
    now = _latest(copy)
    capacity = _capacity(now, by)
    signature = Signature.objects.create(
        copy=now, capacity=capacity, is_signed=True, by=by, at=at
    )
    if capacity is Capacity.OFFICER:
        _tell(
            _who_may(Permission.SIGN_OFF_AS_LEAD_MEMBER, but=by),
            now,
            by,
            at,
            f"The report “{now}” waits for you to sign it off as the Lead Member",
        )
    else:
        _tell(
            {now.made_by, now.report.made_by} - {by},
            now,
            by,
            at,
            f"The report “{now}” is signed by both: it can be frozen and published",
        )
    return signature


@transaction.atomic
def send_back(copy: FairCopy, *, by: User, at: datetime, words: str) -> Signature:
    """Not signed, and why. It can be handed in again once it is changed."""
    require(by, Permission.SEE_REPORTS)
    now = _latest(copy)
    signature = Signature.objects.create(
        copy=now,
        capacity=_capacity(now, by),
        is_signed=False,
        words=words,
        by=by,
        at=at,
    )
    _tell(
        {now.made_by, now.report.made_by} - {by},
        now,
        by,
        at,
        f"The report “{now}” was sent back to be changed",
    )
    return signature


def _capacity(copy: FairCopy, by: User) -> Capacity:
    """As what they sign now. Raises NotDone."""
    stage = copy.stage
    if stage not in SIGNS_AT:
        raise NotDone(f"It waits for nobody's signature now: {stage.label.lower()}")
    capacity = SIGNS_AT[stage]
    require(by, MAY_SIGN[capacity])
    if any(each.by_id == by.pk for each in copy.signatures.all()):
        raise NotDone("You have signed it already: somebody else signs next")
    return capacity


# -- going out -------------------------------------------------------------------------


@transaction.atomic
def freeze(copy: FairCopy, *, by: User, at: datetime) -> FairCopy:
    """What was signed stays as it is, for good. The public is told its figures.

    Raises NotDone where a figure has changed since it was signed: what goes out would
    then disagree with what the council tells elsewhere. And where its item is gone from
    the agenda, or closed to the public: afterwards, no other can be chosen.
    """
    require(by, Permission.PUBLISH)
    now = _latest(copy)
    if now.stage is not Stage.SIGNED:
        raise NotDone("It is frozen once an officer and the Lead Member signed it")
    changed = blocks.changed_figures(now.told["figures"], viewer=by)
    if changed:
        named = ", ".join(f"{each.title} ({each.year})" for each in changed)
        raise NotDone(
            f"Figures have changed since it was handed in: {named}. Hand it in again,"
            " so that what is signed is what goes out"
        )
    _check_its_item(now.report)
    reports.freeze(now.report, by=by, at=at, told=now.told)
    if now.report.is_open:
        figures.tell_public(by=by, at=at)
    now.frozen_at, now.frozen_by = at, by
    now.save(update_fields=["frozen_at", "frozen_by"])
    return now


@transaction.atomic
def publish(copy: FairCopy, *, by: User, at: datetime) -> FairCopy:
    """Lets it out: everybody reads it, or of an exempt one members and officers.

    It stands on the agenda of its meeting from then on, where its item still does.
    """
    require(by, Permission.PUBLISH)
    now = _locked(copy)
    if now.stage is not Stage.FROZEN:
        raise NotDone("A report is published once it is frozen, and once only")
    _check_its_item_is_open(now.report)
    now.published_at, now.published_by = at, by
    now.save(update_fields=["published_at", "published_by"])
    if now.report.item_id is not None and _is_on_an_agenda(now.report):
        papers.put_paper(
            now.report.item_id,
            by=by,
            at=at,
            title=now.title,
            address=now.get_absolute_url(),
            public_address=_public_address(now) if now.report.is_open else "",
            is_exempt=now.report.is_exempt,
            paragraph=now.report.paragraph,
        )
    return now


@transaction.atomic
def withdraw(copy: FairCopy, *, by: User, at: datetime, why: str) -> FairCopy:
    """Takes it back. Its page stays, and says that it was withdrawn and why."""
    require(by, Permission.PUBLISH)
    now = _locked(copy)
    if now.stage is not Stage.PUBLISHED:
        raise NotDone("Only a published report can be withdrawn")
    now.withdrawn_at, now.withdrawn_by, now.why_withdrawn = at, by, why
    now.save(update_fields=["withdrawn_at", "withdrawn_by", "why_withdrawn"])
    if now.report.item_id is not None:
        papers.withdraw_paper(
            now.report.item_id, by=by, at=at, address=now.get_absolute_url(), why=why
        )
    return now


def _public_address(copy: FairCopy) -> str:
    return f"/public/reports/{copy.report_id}/"


def _locked(copy: FairCopy) -> FairCopy:
    """As it is now, for us alone; and the report with it, that nobody changes it."""
    found = FairCopy.objects.select_related("report", "version", "made_by")
    return found.select_for_update(of=["self", "report"]).get(pk=copy.pk)


def _latest(copy: FairCopy) -> FairCopy:
    """The same, where no other was handed in after it. Raises NotDone."""
    now = _locked(copy)
    if FairCopy.objects.filter(report=now.report_id, pk__gt=now.pk).exists():
        raise NotDone(OVERTAKEN)
    return now


def _who_may(permission: Permission, *, but: User) -> list[User]:
    found = User.objects.get_queryset().with_permission(permission)
    return list(found.exclude(pk=but.pk))


def _tell(
    people: Iterable[User], copy: FairCopy, by: User, at: datetime, about: str
) -> None:
    link = reverse("sign_off:fair_copy", args=[copy.report_id])
    notices.tell(people, by=by, at=at, about=about, link=link)
