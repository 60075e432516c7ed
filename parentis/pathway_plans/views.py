"""The pages of a pathway plan: written, submitted, approved, compared, printed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.design.forms import GovukForm
from parentis.documents.html import to_html_fragment
from parentis.drafts import actions as drafts
from parentis.drafts import queries as kept
from parentis.drafts.forms import typed
from parentis.pathway_plans import actions, downloads, forms, queries
from parentis.pathway_plans.choices import SCHEDULE_1, Matter
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.forms import sheet
from parentis.refusals import Refused
from parentis.young_people import queries as young_people

SECTION_PAGE = "pathway_plans:write_section"
LONGEST_NUMBER = 9

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# -- the plan --------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def pathway_plan(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.pathway_plan_page(
        pk, viewer=request.user, at=timezone.now(), number=_asked_number(request)
    )
    return render(
        request,
        "pathway_plans/pathway_plan.html",
        {"page": of_page, "source": SCHEDULE_1},
    )


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def plan_of_timeline(request: StaffRequest, pk: int, entry: int) -> HttpResponse:
    """From a timeline's line: the plan that it is about."""
    of_page = queries.pathway_plan_page(
        pk, viewer=request.user, at=timezone.now(), entry=entry
    )
    return redirect(of_page.plan_shown)


@require_safe
@page(Permission.FOLLOW_WORK_AND_LEARNING)
def interests_of_timeline(request: StaffRequest, pk: int, entry: int) -> HttpResponse:
    """From a timeline's line: there is one list of what somebody wants to do."""
    return redirect("pathway_plans:write_interests", pk)


@require_POST
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def begin_plan(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    _done(
        request,
        lambda: actions.begin_plan(whose, by=request.user, at=at),
        "A plan is begun. Start with what the young person says",
    )
    return redirect("pathway_plans:pathway_plan", pk)


@require_safe
@page(Permission.APPROVE_PLANS, looking=Looking.LISTED)
def plans_to_approve(request: StaffRequest) -> HttpResponse:
    waiting = queries.plans_to_approve(viewer=request.user, at=timezone.now())
    return render(request, "pathway_plans/plans_to_approve.html", {"waiting": waiting})


# -- writing ---------------------------------------------------------------------------


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def write_section(request: StaffRequest, pk: int, matter: str) -> HttpResponse:
    """Where somebody else was first, both texts are shown, and theirs is kept."""
    at = timezone.now()
    of_page = queries.section_page(pk, matter, viewer=request.user, at=at)
    plan, section = of_page.plan_shown, of_page.chapters[0].section
    about = f"{pk}/{matter}"
    draft = kept.draft_of(
        SECTION_PAGE, about, viewer=request.user, pk=request.GET.get("draft", "")
    )
    is_to_read = not of_page.may_write and draft is None
    if is_to_read and request.method != "POST":
        return redirect("pathway_plans:pathway_plan", pk)
    form = forms.SectionForm(
        request.POST if request.method == "POST" else None,
        matter=Matter(matter),
        initial=vars(section),
    )
    typed_at = _typed_at(request, draft, of_page)
    if draft and request.method != "POST":
        form.initial.update(typed(form, draft.fields))
    sent_as = _sheet(request, draft)
    now = None
    if form.is_valid():
        try:
            actions.write_section(
                section,
                by=request.user,
                at=at,
                version=typed_at,
                answers=form.cleaned_data,
            )
        except actions.ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            now, typed_at = meanwhile.now, meanwhile.now.version
        except actions.NotDone as refused:
            form.add_error(None, str(refused))
        else:
            drafts.discard(SECTION_PAGE, about, by=request.user, at=at, sent_as=sent_as)
            messages.success(request, f"Saved: {section.title}")
            return _onward(request, pk, Matter(matter))
    return render(
        request,
        "pathway_plans/write_section.html",
        {
            "page": of_page,
            "plan": plan,
            "chapter": of_page.chapters[0],
            "form": form,
            "version": typed_at,
            "now": now,
            "draft": draft,
            "about": about,
            "page_name": SECTION_PAGE,
            "sent_as": sent_as,
            "next": _following(Matter(matter)),
            "source": SCHEDULE_1,
        },
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def finish_assessment(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    of_page = queries.pathway_plan_page(pk, viewer=request.user, at=at)
    plan = of_page.plan_shown
    form = forms.AssessmentForm(_sent(request), on=of_page.on, initial=vars(plan))
    if form.is_valid() and _is_done(
        form,
        lambda: actions.finish_assessment(
            plan, by=request.user, at=at, **form.cleaned_data
        ),
    ):
        messages.success(request, "The needs assessment is dated")
        return redirect("pathway_plans:pathway_plan", pk)
    return _shown(request, "finish_assessment", of_page, form=form)


# -- what is to be done ----------------------------------------------------------------


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def add_action(request: StaffRequest, pk: int, matter: str) -> HttpResponse:
    at = timezone.now()
    of_page = queries.section_page(pk, matter, viewer=request.user, at=at)
    form = forms.ActionForm(_sent(request), on=of_page.on)
    if form.is_valid() and _is_done(
        form,
        lambda: actions.add_action(
            of_page.plan_shown,
            by=request.user,
            at=at,
            matter=matter,
            **form.cleaned_data,
        ),
    ):
        messages.success(request, "The action is added")
        return redirect(SECTION_PAGE, pk, matter)
    return _shown(request, "add_action", of_page, form=form, matter=Matter(matter))


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def change_action(request: StaffRequest, pk: int, action: int) -> HttpResponse:
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    changed = queries.get_action(action, young_person=whose, viewer=request.user)
    on = timezone.localtime(at).date()
    form = forms.ActionForm(_sent(request), on=on, initial=vars(changed))
    version = _number(request.POST.get("version", "")) or changed.version
    if form.is_valid() and _is_done(
        form,
        lambda: actions.change_action(
            changed, by=request.user, at=at, version=version, **form.cleaned_data
        ),
    ):
        messages.success(request, "The action is saved")
        return redirect(SECTION_PAGE, pk, changed.matter)
    return render(
        request,
        "pathway_plans/change_action.html",
        _of_action(request, form, whose, changed, version),
    )


@require_POST
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def remove_action(request: StaffRequest, pk: int, action: int) -> HttpResponse:
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    removed = queries.get_action(action, young_person=whose, viewer=request.user)
    _done(
        request,
        lambda: actions.remove_action(removed, by=request.user, at=at),
        "The action is taken out of the plan",
    )
    return redirect(SECTION_PAGE, pk, removed.matter)


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def record_progress(request: StaffRequest, pk: int, action: int) -> HttpResponse:
    """Done or not, also of a plan that is approved and locked."""
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    of_action = queries.get_action(action, young_person=whose, viewer=request.user)
    on = timezone.localtime(at).date()
    form = forms.ProgressForm(_sent(request), on=on, initial=vars(of_action))
    version = _number(request.POST.get("version", "")) or of_action.version
    if form.is_valid() and _is_done(
        form,
        lambda: actions.record_progress(
            of_action, by=request.user, at=at, version=version, **form.cleaned_data
        ),
    ):
        messages.success(request, "Saved: how it went")
        return redirect("pathway_plans:pathway_plan", pk)
    return render(
        request,
        "pathway_plans/record_progress.html",
        _of_action(request, form, whose, of_action, version),
    )


# -- step by step to an approved plan --------------------------------------------------


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def submit_plan(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    of_page = queries.pathway_plan_page(pk, viewer=request.user, at=at)
    plan = of_page.plan_shown
    form = forms.SubmitForm(
        _sent(request),
        on=of_page.on,
        is_review=plan.is_review,
        initial={"made_on": plan.made_on or of_page.on},
    )
    version = _number(request.POST.get("version", "")) or plan.version
    if form.is_valid() and _is_done(
        form,
        lambda: actions.submit(
            plan, by=request.user, at=at, version=version, **form.cleaned_data
        ),
    ):
        messages.success(request, "The plan is submitted. Somebody else approves it")
        return redirect("pathway_plans:pathway_plan", pk)
    return _shown(request, "submit_plan", of_page, form=form)


@require_POST
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    of_page = queries.pathway_plan_page(pk, viewer=request.user, at=at)
    _done(
        request,
        lambda: actions.take_back(of_page.plan_shown, by=request.user, at=at),
        "The plan is taken back. You can write on",
    )
    return redirect("pathway_plans:pathway_plan", pk)


@require_get_or_post
@page(Permission.APPROVE_PLANS, looking=Looking.OPENED)
def approve_plan(request: StaffRequest, pk: int) -> HttpResponse:
    """The whole plan to read, to approve or to send back with comments beside it."""
    at = timezone.now()
    of_page = queries.plan_to_approve_page(pk, viewer=request.user, at=at)
    plan = of_page.plan_shown
    form = forms.ApproveForm(_sent(request))
    version = _number(request.POST.get("version", ""))
    if form.is_valid() and _is_done(
        form, lambda: _decide(request, of_page, form, version=version)
    ):
        did = "is approved" if form.is_approval else "is sent back with your comments"
        messages.success(request, f"{plan.name} of {of_page.young_person} {did}")
        return redirect("pathway_plans:pathway_plan", pk)
    chapters = [(each, form[f"on-{each.matter}"]) for each in of_page.chapters]
    return _shown(request, "approve_plan", of_page, form=form, chapters=chapters)


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def record_agreement(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    number = _asked_number(request)
    of_page = queries.pathway_plan_page(pk, viewer=request.user, at=at, number=number)
    plan = of_page.plan_shown
    form = forms.AgreementForm(_sent(request), on=of_page.on, initial=vars(plan))
    if form.is_valid() and _is_done(
        form,
        lambda: actions.record_agreement(
            plan, by=request.user, at=at, **form.cleaned_data
        ),
    ):
        messages.success(request, "Saved: what they say about the plan")
        return redirect(plan)
    return _shown(request, "record_agreement", of_page, form=form)


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def discard_plan(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    of_page = queries.pathway_plan_page(pk, viewer=request.user, at=at)
    form = forms.DiscardForm(_sent(request))
    if form.is_valid() and _is_done(
        form,
        lambda: actions.discard(
            of_page.plan_shown, by=request.user, at=at, **form.cleaned_data
        ),
    ):
        messages.success(request, "The plan is discarded")
        return redirect("pathway_plans:pathway_plan", pk)
    return _shown(request, "discard_plan", of_page, form=form)


# -- side by side, on paper ------------------------------------------------------------


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def compare_plans(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.comparison(
        pk, viewer=request.user, at=timezone.now(), number=_asked_number(request)
    )
    return render(request, "pathway_plans/compare_plans.html", {"page": of_page})


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.PRINTED)
def print_plan(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.plan_to_print(
        pk, viewer=request.user, at=timezone.now(), number=_asked_number(request)
    )
    document = downloads.plan_document(of_page, of_page.plan_shown)
    return render(
        request,
        "pathway_plans/print_plan.html",
        {"page": of_page, "html": to_html_fragment(document)},
    )


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.PRINTED)
def plan_document(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    if form not in downloads.CONTENT_TYPES:
        raise Http404(f"There is no document as {form}.")
    of_page = queries.plan_to_print(
        pk, viewer=request.user, at=timezone.now(), number=_asked_number(request)
    )
    plan = of_page.plan_shown
    response = HttpResponse(
        downloads.plan_file(of_page, plan, form),
        content_type=downloads.CONTENT_TYPES[form],
    )
    # A name on a shared computer's list of files tells whose plan it is: no name.
    name = slugify(f"pathway-plan-{plan.number}-{of_page.young_person.reference}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


# -- what they want to do --------------------------------------------------------------


@require_get_or_post
@page(Permission.FOLLOW_WORK_AND_LEARNING, looking=Looking.OPENED)
def write_interests(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    before = queries.interests_of(whose, viewer=request.user)
    on = timezone.localtime(at).date()
    form = forms.InterestsForm(
        _sent(request), on=on, initial=vars(before) if before else None
    )
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    version = _number(request.POST.get("version", ""))
    version = (before.version if before else 0) if version is None else version
    now = None
    if form.is_valid():
        try:
            actions.write_interests(
                whose,
                by=request.user,
                at=at,
                before=before,
                version=version,
                answers=form.answers(),
                sent_as=sent_as,
            )
        except ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            now, version = meanwhile.now, meanwhile.now.version
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved: what they want to do")
            return _after_interests(request, pk)
    return render(
        request,
        "pathway_plans/write_interests.html",
        {
            "form": form,
            "young_person": whose,
            "before": before,
            "version": version,
            "now": now,
            "sent_as": sent_as,
            "may_see_plans": request.user.may(Permission.SEE_CASEWORK),
        },
    )


# -- what these share ------------------------------------------------------------------


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _is_done(form: GovukForm, action: Callable[[], object]) -> bool:
    """Whether the action was taken. Where it was refused, the form says why."""
    try:
        action()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _done(request: StaffRequest, action: Callable[[], object], words: str) -> None:
    try:
        action()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)


def _decide(
    request: StaffRequest,
    of_page: queries.PlanPage,
    form: forms.ApproveForm,
    *,
    version: int | None,
) -> None:
    by, at = request.user, timezone.now()
    read = version if version is not None else 0
    if form.is_approval:
        actions.approve(of_page.plan_shown, by=by, at=at, version=read)
    else:
        actions.send_back(
            of_page.plan_shown, by=by, at=at, version=read, comments=form.comments()
        )


def _shown(
    request: StaffRequest, template: str, of_page: queries.PlanPage, **more: Any
) -> HttpResponse:
    context = {"page": of_page, "plan": of_page.plan_shown, **more}
    return render(request, f"pathway_plans/{template}.html", context)


def _of_action(
    request: StaffRequest, form: GovukForm, young_person: Any, action: Any, version: int
) -> dict[str, Any]:
    """Where somebody else was first, what they saved is shown beside what was typed."""
    saved = action
    if request.method == "POST":
        saved = queries.get_action(
            action.pk, young_person=young_person, viewer=request.user
        )
    return {
        "form": form,
        "young_person": young_person,
        "action": action,
        "version": saved.version,
        "now": saved if saved.version != version else None,
    }


def _typed_at(request: StaffRequest, draft: Any, of_page: queries.PlanPage) -> int:
    """The version that the form was typed upon; 0 where it was of another plan."""
    plan, section = of_page.plan_shown, of_page.chapters[0].section
    if request.method == "POST":
        said = dict(request.POST.items())
    elif draft:
        said = dict(draft.fields)
    else:
        return section.version
    is_of_plan = said.get("plan") == str(plan.pk)
    return (_number(str(said.get("version", ""))) or 0) if is_of_plan else 0


def _sheet(request: StaffRequest, draft: Any) -> UUID:
    of_draft = draft.sent_as if draft and request.method != "POST" else None
    return sheet(request.POST.get("sent_as", "")) or of_draft or uuid4()


def _following(matter: Matter) -> Matter | None:
    order = list(Matter)
    place = order.index(matter) + 1
    return order[place] if place < len(order) else None


def _onward(request: StaffRequest, pk: int, matter: Matter) -> HttpResponse:
    following = _following(matter)
    if request.POST.get("then") == "add-action":
        return redirect("pathway_plans:add_action", pk, matter.value)
    if request.POST.get("then") == "next" and following:
        return redirect(SECTION_PAGE, pk, following.value)
    return redirect("pathway_plans:pathway_plan", pk)


def _after_interests(request: StaffRequest, pk: int) -> HttpResponse:
    if request.user.may(Permission.SEE_CASEWORK):
        return redirect("pathway_plans:pathway_plan", pk)
    return redirect("young_people:young_person", pk)


def _asked_number(request: StaffRequest) -> int | None:
    return _number(request.GET.get("number", ""))


def _number(typed: str) -> int | None:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else None
