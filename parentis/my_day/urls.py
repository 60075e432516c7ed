from django.urls import path

from parentis.my_day import views

app_name = "my_day"

urlpatterns = [
    path("my-day/", views.my_day, name="my_day"),
    path("my-day/download.<str:form>", views.download_day, name="download"),
    path("my-day/views/<int:view>/remove/", views.remove_view, name="remove_view"),
    path("my-day/team/", views.team, name="team"),
    path("my-day/team/cover/", views.cover, name="cover"),
    path("my-day/team/cover/<int:cover>/end/", views.end_cover, name="end_cover"),
    path("my-day/team/duty/", views.put_on_duty, name="put_on_duty"),
    path(
        "my-day/team/duty/<int:on_duty>/take-off/",
        views.take_off_duty,
        name="take_off_duty",
    ),
    path("young-people/<int:pk>/transfer/", views.transfer, name="transfer"),
    path("my-day/calendar/", views.calendar, name="calendar"),
    path("my-day/calendar/<str:token>.ics", views.feed, name="feed"),
]
