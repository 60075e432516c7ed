from django.urls import path

from parentis.owed import views

app_name = "owed"

urlpatterns = [
    path("<int:pk>/owed/", views.owed, name="owed"),
    path("<int:pk>/owed/print/", views.print_owed, name="print_owed"),
    path("<int:pk>/owed/decide/<int:question>/", views.decide, name="decide"),
    path(
        "<int:pk>/owed/decisions/<int:decision>/strike-out/",
        views.strike_out_decision,
        name="strike_out_decision",
    ),
]
