from django.urls import path

from parentis.meetings import views

app_name = "meetings"

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("add/<slug:what>/", views.add, name="add"),
    path("change/<slug:what>/<int:pk>/", views.change, name="change"),
    path("strike-out/<slug:what>/<int:pk>/", views.strike_out, name="strike_out"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/add/<slug:what>/", views.add_to_meeting, name="add_to_meeting"),
    path("<int:pk>/publish-agenda/", views.publish_agenda, name="publish_agenda"),
    path("<int:pk>/attendance/", views.record_attendance, name="record_attendance"),
    path("<int:pk>/approve-minutes/", views.approve_minutes, name="approve_minutes"),
    path(
        "<int:pk>/print/<slug:sheet>/<slug:form>/",
        views.print_meeting,
        name="print_meeting",
    ),
    path("items/<int:pk>/add/<slug:what>/", views.add_to_item, name="add_to_item"),
    path("items/<int:pk>/move/", views.move_item, name="move_item"),
    path("items/<int:pk>/upload-paper/", views.upload_paper, name="upload_paper"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("actions/", views.actions_list, name="actions"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("actions/<int:pk>/finish/", views.finish_action, name="finish_action"),
    path("actions/<int:pk>/reopen/", views.reopen_action, name="reopen_action"),
    path("forward-plan/", views.forward_plan, name="forward_plan"),
    path(
        "forward-plan/print/<slug:form>/",
        views.print_forward_plan,
        name="print_forward_plan",
    ),
    path("young-people/", views.from_young_people_list, name="from_young_people_list"),
    path("young-people/<int:pk>/", views.from_young_people, name="from_young_people"),
    path(
        "young-people/<int:pk>/put-on-agenda/",
        views.put_on_agenda,
        name="put_on_agenda",
    ),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
]
