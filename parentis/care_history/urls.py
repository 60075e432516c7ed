from django.urls import path

from parentis.care_history import views

app_name = "care_history"

urlpatterns = [
    path("<int:pk>/care-history/", views.care_history, name="care_history"),
    path("<int:pk>/care-history/add/", views.add_care_period, name="add_care_period"),
    path("<int:pk>/care-history/<int:period>/", views.care_period, name="care_period"),
    path(
        "<int:pk>/care-history/<int:period>/correct/",
        views.correct_care_period,
        name="correct_care_period",
    ),
    path(
        "<int:pk>/care-history/<int:period>/strike-out/",
        views.strike_out_care_period,
        name="strike_out_care_period",
    ),
]
