from django.urls import path

from parentis.bringing_in import views

app_name = "bringing_in"

urlpatterns = [
    path("", views.bringing_in, name="bringing_in"),
    path("file/", views.bring_in_file, name="bring_in_file"),
    path("differences/", views.differences, name="differences"),
    path("differences/<int:pk>/choose/", views.choose, name="choose"),
    path("<int:pk>/", views.brought_file, name="brought_file"),
    path("<int:pk>/match-columns/", views.match_columns, name="match_columns"),
    path("<int:pk>/confirm/", views.confirm_file, name="confirm_file"),
    path("<int:pk>/go-on/", views.go_on, name="go_on"),
    path(
        "<int:pk>/refused-rows.<str:form>",
        views.download_refused_rows,
        name="download_refused_rows",
    ),
]
