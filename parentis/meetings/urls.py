from django.urls import path

from parentis.meetings import views
from parentis.meetings.actions_asked import views as actions_asked
from parentis.meetings.agenda import views as agenda
from parentis.meetings.attendance import views as attendance
from parentis.meetings.calendar_feed import views as calendar_feed
from parentis.meetings.forward_plan import views as forward_plan
from parentis.meetings.from_young_people import views as from_young_people
from parentis.meetings.minutes import views as minutes
from parentis.meetings.papers import views as papers

app_name = "meetings"

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("add/<slug:what>/", views.add, name="add"),
    path("change/<slug:what>/<int:pk>/", views.change, name="change"),
    path("strike-out/<slug:what>/<int:pk>/", views.strike_out, name="strike_out"),
    path("<int:pk>/", agenda.meeting, name="meeting"),
    path("<int:pk>/add/<slug:what>/", views.add_to_meeting, name="add_to_meeting"),
    path("<int:pk>/publish-agenda/", agenda.publish_agenda, name="publish_agenda"),
    path(
        "<int:pk>/attendance/", attendance.record_attendance, name="record_attendance"
    ),
    path("<int:pk>/approve-minutes/", minutes.approve_minutes, name="approve_minutes"),
    path(
        "<int:pk>/print/<slug:sheet>/<slug:form>/",
        agenda.print_meeting,
        name="print_meeting",
    ),
    path("items/<int:pk>/add/<slug:what>/", views.add_to_item, name="add_to_item"),
    path("items/<int:pk>/move/", agenda.move_item, name="move_item"),
    path("items/<int:pk>/upload-paper/", papers.upload_paper, name="upload_paper"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("actions/", actions_asked.actions_list, name="actions"),
    path("actions/<int:pk>/", actions_asked.action, name="action"),
    path("actions/<int:pk>/finish/", actions_asked.finish_action, name="finish_action"),
    path("actions/<int:pk>/reopen/", actions_asked.reopen_action, name="reopen_action"),
    path("forward-plan/", forward_plan.forward_plan, name="forward_plan"),
    path(
        "forward-plan/print/<slug:form>/",
        forward_plan.print_forward_plan,
        name="print_forward_plan",
    ),
    path(
        "young-people/",
        from_young_people.from_young_people_list,
        name="from_young_people_list",
    ),
    path(
        "young-people/<int:pk>/",
        from_young_people.from_young_people,
        name="from_young_people",
    ),
    path(
        "young-people/<int:pk>/put-on-agenda/",
        agenda.put_on_agenda,
        name="put_on_agenda",
    ),
    path("calendar/", calendar_feed.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendar_feed.feed, name="feed"),
]
