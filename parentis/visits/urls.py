from django.urls import path

from parentis.visits import views

app_name = "visits"

urlpatterns = [
    path("", views.visits, name="visits"),
    path("record/", views.record_visit, name="record_visit"),
    path("record/<int:due>/", views.record_due_visit, name="record_visit"),
    path("rota/", views.rota, name="rota"),
    path("rota/make/", views.make_rota, name="make_rota"),
    path("rota/<int:pk>/swap/", views.swap_visit, name="swap_visit"),
    path("rota/<int:pk>/strike-out/", views.strike_out_due, name="strike_out_due"),
    path("homes/", views.homes, name="homes"),
    path("homes/add/", views.add_home, name="add_home"),
    path("homes/<int:pk>/change/", views.change_home, name="change_home"),
    path("<int:pk>/", views.visit, name="visit"),
    path("<int:pk>/change/", views.change_visit, name="change_visit"),
    path("<int:pk>/ask-for/", views.ask_for, name="ask_for"),
    path("<int:pk>/answer/", views.answer_visit, name="answer_visit"),
    path("<int:pk>/for-everybody/", views.tell_everybody, name="tell_everybody"),
    path("<int:pk>/strike-out/", views.strike_out_visit, name="strike_out_visit"),
]
