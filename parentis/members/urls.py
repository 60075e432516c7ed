from django.urls import path

from parentis.members import views

app_name = "members"

urlpatterns = [
    path("", views.your_page, name="your_page"),
    path("training/", views.training, name="training"),
    path("training/councillors/<int:pk>/", views.training_of, name="training_of"),
    path("training/courses/add/", views.add_course, name="add_course"),
    path(
        "training/courses/<int:pk>/change/", views.change_course, name="change_course"
    ),
    path(
        "training/courses/<int:pk>/strike-out/",
        views.strike_out_course,
        name="strike_out_course",
    ),
    path("training/when-due/add/", views.add_when_due, name="add_when_due"),
    path(
        "training/when-due/<int:pk>/strike-out/",
        views.strike_out_when_due,
        name="strike_out_when_due",
    ),
    path("training/sessions/add/", views.add_session, name="add_session"),
    path("training/sessions/<int:pk>/", views.session, name="session"),
    path(
        "training/sessions/<int:pk>/change/",
        views.change_session,
        name="change_session",
    ),
    path(
        "training/sessions/<int:pk>/strike-out/",
        views.strike_out_session,
        name="strike_out_session",
    ),
    path("champions/", views.champions, name="champions"),
    path("champions/add/", views.add_champion, name="add_champion"),
    path("champions/<int:pk>/change/", views.change_champion, name="change_champion"),
    path(
        "champions/<int:pk>/strike-out/",
        views.strike_out_champion,
        name="strike_out_champion",
    ),
    path("champions/<int:pk>/add-deed/", views.add_deed, name="add_deed"),
    path("deeds/<int:pk>/change/", views.change_deed, name="change_deed"),
    path("deeds/<int:pk>/strike-out/", views.strike_out_deed, name="strike_out_deed"),
]
