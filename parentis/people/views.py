from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.people import actions, forms, queries

# -- staff -----------------------------------------------------------------------------


@require_GET
@page(Permission.MANAGE_PEOPLE)
def people(request: StaffRequest) -> HttpResponse:
    form = forms.FindPeopleForm(request.GET if "words" in request.GET else None)
    asked = form.cleaned_data if form.is_valid() else {"words": "", "show": ""}
    of_page = queries.people_page(
        viewer=request.user,
        on=timezone.localdate(),
        page=request.GET.get("page", ""),
        **asked,
    )
    return render(request, "people/people.html", {"page": of_page, "form": form})


@require_GET
@page(Permission.MANAGE_PEOPLE)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.person_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "people/person.html", {"page": of_page})


@page(Permission.MANAGE_PEOPLE)
def change_roles(request: StaffRequest, pk: int) -> HttpResponse:
    person = queries.get_person(pk, viewer=request.user)
    form = forms.ChangeRolesForm(_sent(request), initial={"roles": person.roles})
    if form.is_valid():
        try:
            actions.change_roles(person, by=request.user, roles=form.chosen())
        except actions.NotChanged as refused:
            form.add_error("roles", str(refused))
        else:
            messages.success(request, f"The roles of {person} are changed")
            return redirect("people:person", pk=pk)
    return render(
        request,
        "people/change_roles.html",
        {"form": form, "person": person, "is_viewer": person == request.user},
    )


@page(Permission.MANAGE_PEOPLE)
def change_details(request: StaffRequest, pk: int) -> HttpResponse:
    person = queries.get_person(pk, viewer=request.user)
    kept = {
        "name": person.name,
        "email": person.email,
        "born": person.born,
        "home_postcode": person.home_postcode,
    }
    form = forms.ChangeDetailsForm(_sent(request), initial=kept)
    if form.is_valid():
        try:
            actions.change_details(person, by=request.user, **form.cleaned_data)
        except actions.NotChanged as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, "The details are changed")
            return redirect("people:person", pk=pk)
    return render(
        request, "people/change_details.html", {"form": form, "person": person}
    )


@page(Permission.MANAGE_PEOPLE)
def join_team(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody's teams, now and earlier, and joining another."""
    today = timezone.localdate()
    of_page = queries.person_page(pk, viewer=request.user, on=today)
    teams = {each.pk: each for each in queries.teams(viewer=request.user)}
    form = forms.JoinTeamForm(
        _sent(request),
        initial={"started_on": today},
        teams=[(pk, f"{team}, {team.service}") for pk, team in teams.items()],
    )
    if form.is_valid():
        team = teams[form.cleaned_data["team"]]
        try:
            actions.join_team(
                of_page.person,
                by=request.user,
                team=team,
                started_on=form.cleaned_data["started_on"],
            )
        except actions.NotChanged as refused:
            form.add_error("team", str(refused))
        else:
            messages.success(request, f"{of_page.person} joins {team}")
            return redirect("people:join_team", pk=pk)
    return render(
        request,
        "people/join_team.html",
        {"form": form, "page": of_page, "are_teams": bool(teams)},
    )


@page(Permission.MANAGE_PEOPLE)
def leave_team(request: StaffRequest, pk: int, membership: int) -> HttpResponse:
    leaving = queries.get_membership(membership, person=pk, viewer=request.user)
    form = forms.LeaveTeamForm(
        _sent(request), initial={"ended_on": timezone.localdate()}
    )
    if form.is_valid():
        try:
            actions.leave_team(
                leaving, by=request.user, on=form.cleaned_data["ended_on"]
            )
        except actions.NotChanged as refused:
            form.add_error("ended_on", str(refused))
        else:
            messages.success(request, f"{leaving.person} leaves {leaving.team}")
            return redirect("people:join_team", pk=pk)
    return render(
        request, "people/leave_team.html", {"form": form, "membership": leaving}
    )


# -- somebody who left -----------------------------------------------------------------


@page(Permission.MANAGE_PEOPLE, looking=Looking.LISTED)
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """What there is to hand over, and the one button that closes the account."""
    of_page = queries.leaving(pk, viewer=request.user, on=timezone.localdate())
    if request.method == "POST":
        try:
            actions.close(of_page.person, by=request.user, at=timezone.now())
        except actions.NotChanged as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request,
                f"The account of {of_page.person} is closed, and they are signed out",
            )
        return redirect("people:person", pk=pk)
    return render(request, "people/close.html", {"page": of_page})


@page(Permission.MANAGE_PEOPLE)
def open_again(request: StaffRequest, pk: int) -> HttpResponse:
    person = queries.get_person(pk, viewer=request.user)
    if request.method == "POST":
        try:
            actions.open_again(person, by=request.user)
        except actions.NotChanged as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"The account of {person} is open again")
        return redirect("people:person", pk=pk)
    return render(request, "people/open_again.html", {"person": person})


@require_GET
@page(Permission.MANAGE_PEOPLE)
def history(request: StaffRequest, pk: int) -> HttpResponse:
    person, changes = queries.history(pk, viewer=request.user)
    return render(
        request, "people/history.html", {"person": person, "changes": changes}
    )


# -- services and teams ----------------------------------------------------------------


@require_GET
@page(Permission.MANAGE_PEOPLE)
def teams(request: StaffRequest) -> HttpResponse:
    of_page = queries.teams_page(viewer=request.user, on=timezone.localdate())
    return render(request, "people/teams.html", {"services": of_page})


@page(Permission.MANAGE_PEOPLE)
def add_team(request: StaffRequest) -> HttpResponse:
    services = {each.pk: each for each in queries.services(viewer=request.user)}
    form = forms.AddTeamForm(
        _sent(request), services=[(pk, str(each)) for pk, each in services.items()]
    )
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            actions.add_team(
                by=request.user,
                service=services[form.cleaned_data["service"]],
                name=name,
            )
        except actions.NotChanged as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"{name} is added")
            return redirect("people:teams")
    return render(
        request, "people/add_team.html", {"form": form, "are_services": bool(services)}
    )


@page(Permission.MANAGE_PEOPLE)
def rename_team(request: StaffRequest, pk: int) -> HttpResponse:
    team = queries.get_team(pk, viewer=request.user)
    form = forms.RenameTeamForm(_sent(request), initial={"name": team.name})
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            actions.rename_team(team, by=request.user, name=name)
        except actions.NotChanged as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"The team is now called {name}")
            return redirect("people:teams")
    return render(request, "people/rename_team.html", {"form": form})


@page(Permission.MANAGE_PEOPLE)
def add_service(request: StaffRequest) -> HttpResponse:
    form = forms.ServiceForm(_sent(request))
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            actions.add_service(by=request.user, name=name)
        except actions.NotChanged as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"{name} is added")
            return redirect("people:teams")
    return render(request, "people/add_service.html", {"form": form})


@page(Permission.MANAGE_PEOPLE)
def rename_service(request: StaffRequest, pk: int) -> HttpResponse:
    service = queries.get_service(pk, viewer=request.user)
    form = forms.ServiceForm(_sent(request), initial={"name": service.name})
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            actions.rename_service(service, by=request.user, name=name)
        except actions.NotChanged as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"The service is now called {name}")
            return redirect("people:teams")
    return render(request, "people/rename_service.html", {"form": form})


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None
