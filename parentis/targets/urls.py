from django.urls import path

from parentis.targets import views

app_name = "targets"

urlpatterns = [
    path("", views.targets, name="targets"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/download.<str:form>", views.download_year, name="download_year"),
    path("<int:year>/set-target/", views.set_target, name="set_target"),
    path("<int:year>/achieved/", views.achieved, name="achieved"),
    path("<int:year>/count-achieved/", views.count_achieved, name="count_achieved"),
    path("achieved/<int:pk>/change/", views.change_achieved, name="change_achieved"),
    path(
        "achieved/<int:pk>/strike-out/",
        views.strike_out_achieved,
        name="strike_out_achieved",
    ),
    path("target/<int:pk>/", views.target, name="target"),
    path("target/<int:pk>/change/", views.change_target, name="change_target"),
    path(
        "target/<int:pk>/strike-out/", views.strike_out_target, name="strike_out_target"
    ),
    path("directorates/", views.directorates, name="directorates"),
    path("directorates/add/", views.add_directorate, name="add_directorate"),
    path(
        "directorates/<int:pk>/change/",
        views.change_directorate,
        name="change_directorate",
    ),
    path(
        "directorates/<int:pk>/rename/",
        views.rename_directorate,
        name="rename_directorate",
    ),
    path("kinds/add/", views.add_kind, name="add_kind"),
    path("kinds/<int:pk>/change/", views.change_kind, name="change_kind"),
]
