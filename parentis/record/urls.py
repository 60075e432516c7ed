from django.urls import path

from parentis.record import views

app_name = "record"

urlpatterns = [
    path("<int:pk>/", views.record, name="record"),
    path("<int:pk>/timeline/", views.timeline, name="timeline"),
    path("<int:pk>/timeline/print/", views.print_timeline, name="print_timeline"),
    path("<int:pk>/record/<slug:part>/", views.entries_of_part, name="entries_of_part"),
    path("<int:pk>/record/<slug:part>/add/", views.add_entry, name="add_entry"),
    path("<int:pk>/record/<slug:part>/<int:entry>/", views.entry, name="entry"),
    path(
        "<int:pk>/record/<slug:part>/<int:entry>/change/",
        views.change_entry,
        name="change_entry",
    ),
    path(
        "<int:pk>/record/<slug:part>/<int:entry>/strike-out/",
        views.strike_out_entry,
        name="strike_out_entry",
    ),
]
