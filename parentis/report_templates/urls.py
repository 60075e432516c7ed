from django.urls import path

from parentis.report_templates import views

app_name = "report_templates"

urlpatterns = [
    path("", views.templates, name="templates"),
    path("make/", views.make_template, name="make_template"),
    path("<int:pk>/", views.template, name="template"),
    path("<int:pk>/about/", views.change_about, name="change_about"),
    path("<int:pk>/lines/add/", views.add_line, name="add_line"),
    path("<int:pk>/lines/<slug:line>/", views.change_line, name="change_line"),
    path("<int:pk>/sections/add/", views.add_section, name="add_section"),
    path(
        "<int:pk>/sections/<slug:section>/", views.change_section, name="change_section"
    ),
    path("<int:pk>/rearrange/", views.rearrange, name="rearrange"),
    path("<int:pk>/strike-out/", views.strike_out_template, name="strike_out_template"),
]
