from django.urls import path

from parentis.bodies import views

app_name = "bodies"

urlpatterns = [
    path("", views.bodies, name="bodies"),
    path("add/", views.add_body, name="add_body"),
    path("<int:pk>/", views.body, name="body"),
    path("<int:pk>/change/", views.change_body, name="change_body"),
    path("<int:pk>/rename/", views.rename_body, name="rename_body"),
    path("<int:pk>/strike-out/", views.strike_out_body, name="strike_out_body"),
    path("<int:pk>/add-seat/", views.add_seat, name="add_seat"),
    path("seats/<int:pk>/change/", views.change_seat, name="change_seat"),
    path("seats/<int:pk>/end/", views.end_seat, name="end_seat"),
    path("seats/<int:pk>/strike-out/", views.strike_out_seat, name="strike_out_seat"),
    path("councillors/", views.councillors, name="councillors"),
    path("councillors/add/", views.add_councillor, name="add_councillor"),
    path("councillors/<int:pk>/", views.councillor, name="councillor"),
    path(
        "councillors/<int:pk>/change/",
        views.change_councillor,
        name="change_councillor",
    ),
    path("councillors/<int:pk>/link/", views.link_councillor, name="link_councillor"),
    path(
        "councillors/<int:pk>/strike-out/",
        views.strike_out_councillor,
        name="strike_out_councillor",
    ),
    path("councillors/<int:pk>/begin-term/", views.begin_term, name="begin_term"),
    path("terms/<int:pk>/change/", views.change_term, name="change_term"),
    path("terms/<int:pk>/end/", views.end_term, name="end_term"),
    path("terms/<int:pk>/strike-out/", views.strike_out_term, name="strike_out_term"),
]
