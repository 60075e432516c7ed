from django.urls import path

from parentis.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.reports, name="reports"),
    path("make/", views.make_report, name="make_report"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/change/", views.change_report, name="change_report"),
    path("<int:pk>/for-whom/", views.say_for_whom, name="say_for_whom"),
    path("<int:pk>/blocks/", views.choose_blocks, name="choose_blocks"),
    path(
        "<int:pk>/take-over-template/",
        views.take_over_template,
        name="take_over_template",
    ),
    path("<int:pk>/follow/", views.follow_report, name="follow_report"),
    path("<int:pk>/write/<slug:part>/", views.write_narrative, name="write_narrative"),
    path("<int:pk>/write/<slug:part>/save/", views.save_draft, name="save_draft"),
    path("<int:pk>/preview/", views.preview_report, name="preview_report"),
    path("<int:pk>/charts/<slug:key>.svg", views.chart, name="chart"),
    path(
        "<int:pk>/download/<slug:form>/", views.download_report, name="download_report"
    ),
    path("<int:pk>/documents/<int:document>/", views.document, name="document"),
]
