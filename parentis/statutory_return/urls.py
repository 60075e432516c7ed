from django.urls import path

from parentis.statutory_return import views

app_name = "statutory_return"

urlpatterns = [
    path(
        "statutory-return/<int:year>/",
        views.rows_of_return,
        name="rows_of_return",
    ),
    path(
        "statutory-return/<int:year>/take-away/",
        views.take_away,
        name="take_away",
    ),
    path(
        "statutory-return/<int:year>/what-rows-rest-on/",
        views.what_rows_rest_on,
        name="what_rows_rest_on",
    ),
    path("missing/", views.missing, name="missing"),
    path("annex-a/", views.annex_a, name="annex_a"),
]
