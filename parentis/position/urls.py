from django.urls import path

from parentis.position import views

app_name = "position"

urlpatterns = [
    path("", views.position, name="position"),
    path("<slug:cohort>/<slug:code>/", views.number, name="number"),
    path("<slug:cohort>/<slug:code>/young-people/", views.people, name="people"),
    path(
        "<slug:cohort>/<slug:code>/child-numbers/",
        views.child_numbers,
        name="child_numbers",
    ),
]
