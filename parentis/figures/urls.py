from django.urls import path

from parentis.figures import views

app_name = "figures"

urlpatterns = [
    path("", views.scorecard, name="scorecard"),
    path("download.<str:form>", views.download_scorecard, name="download_scorecard"),
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/trend.svg", views.trend, name="trend"),
    path(
        "<str:code>/download.<str:form>",
        views.download_indicator,
        name="download_indicator",
    ),
    path("<str:code>/young-people/<int:year>/", views.people, name="people"),
    path(
        "<str:code>/young-people/<int:year>/download.<str:form>",
        views.download_people,
        name="download_people",
    ),
]
