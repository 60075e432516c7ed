from django.urls import path

from parentis.reminders import views

app_name = "reminders"

urlpatterns = [
    path("", views.reminders, name="reminders"),
    path("<int:reminder>/send-again/", views.send_again, name="send_again"),
    path("<int:reminder>/leave/", views.leave, name="leave"),
    path("yours/", views.your_reminders, name="your_reminders"),
    path("yours/stop/", views.stop_reminding, name="stop_reminding"),
    path("yours/start/", views.remind_again, name="remind_again"),
]
