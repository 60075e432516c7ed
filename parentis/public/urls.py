from django.urls import path

from parentis.public import views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/<int:pk>/", views.body, name="body"),
    path("councillors/", views.councillors, name="councillors"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/calendar.ics", views.calendar, name="calendar"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("you-said/", views.you_said, name="you_said"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/from/<int:pk>/", views.source, name="source"),
    path("recommendations/<int:pk>/", views.recommendation, name="recommendation"),
    path("strategy/", views.strategy, name="strategy"),
    path("strategy/<int:pk>/", views.strategy, name="strategy_of"),
    path("strategy/<int:pk>/document/", views.strategy_document, name="document"),
    path("pledge/", views.pledge, name="pledge"),
    path("targets/", views.targets, name="targets"),
    path("visits/", views.visits, name="visits"),
    path("figures/", views.figures, name="figures"),
    path("figures/<slug:code>/", views.figure, name="figure"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/charts/<slug:key>.svg", views.chart, name="chart"),
    path("reports/<int:pk>/<slug:form>/", views.report_file, name="report_file"),
    path("news.atom", views.news, name="news"),
    path("data/", views.data, name="data"),
    path("data/<slug:name>.json", views.data_file, name="data_file"),
]
