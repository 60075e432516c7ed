from django.urls import path

from parentis.people import views

app_name = "people"

urlpatterns = [
    path("", views.people, name="people"),
    path("teams/", views.teams, name="teams"),
    path("teams/add/", views.add_team, name="add_team"),
    path("teams/<int:pk>/rename/", views.rename_team, name="rename_team"),
    path("services/add/", views.add_service, name="add_service"),
    path("services/<int:pk>/rename/", views.rename_service, name="rename_service"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/change-roles/", views.change_roles, name="change_roles"),
    path("<int:pk>/details/", views.change_details, name="change_details"),
    path("<int:pk>/teams/", views.join_team, name="join_team"),
    path("<int:pk>/teams/<int:membership>/leave/", views.leave_team, name="leave_team"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/open-again/", views.open_again, name="open_again"),
    path("<int:pk>/history/", views.history, name="history"),
]
