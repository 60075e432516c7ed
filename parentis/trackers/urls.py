from django.urls import path

from parentis.trackers import views

app_name = "trackers"

urlpatterns = [
    path("", views.trackers, name="trackers"),
    path("upload/", views.upload_tracker, name="upload_tracker"),
    path("<int:pk>/", views.reading, name="reading"),
    path("<int:pk>/change/", views.change_reading, name="change_reading"),
    path("<int:pk>/put-together/", views.put_together, name="put_together"),
    path("<int:pk>/save/", views.confirm_reading, name="confirm_reading"),
    path("<int:pk>/discard/", views.discard_reading, name="discard_reading"),
    path(
        "<int:pk>/pieces/<int:piece>/change/", views.change_piece, name="change_piece"
    ),
    path("<int:pk>/pieces/<int:piece>/join/", views.join_piece, name="join_piece"),
    path(
        "<int:pk>/pieces/<int:piece>/leave-out/",
        views.leave_out_piece,
        name="leave_out_piece",
    ),
    path("of/<int:pk>/workbook/", views.tracker_workbook, name="tracker_workbook"),
    path("of/<int:pk>/document/", views.tracker_document, name="tracker_document"),
]
