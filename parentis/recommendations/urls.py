from django.urls import path

from parentis.recommendations import views
from parentis.recommendations.lists import views as lists
from parentis.recommendations.story import views as story
from parentis.recommendations.updates import views as updates

app_name = "recommendations"

urlpatterns = [
    path("", views.recommendations, name="recommendations"),
    path("list/", lists.list_recommendations, name="list_recommendations"),
    path("sources/add/", views.add_source, name="add_source"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("sources/<int:pk>/change/", views.change_source, name="change_source"),
    path(
        "sources/<int:pk>/strike-out/",
        views.strike_out_source,
        name="strike_out_source",
    ),
    path("sources/<int:pk>/add/", views.add_recommendation, name="add_recommendation"),
    path(
        "sources/<int:pk>/add/part-of/<int:part_of>/",
        views.add_recommendation,
        name="add_part",
    ),
    path("sources/<int:pk>/tell/", updates.add_update, name="add_update"),
    path("<int:pk>/", story.recommendation, name="recommendation"),
    path("<int:pk>/change/", views.change_recommendation, name="change_recommendation"),
    path(
        "<int:pk>/strike-out/",
        views.strike_out_recommendation,
        name="strike_out_recommendation",
    ),
    path("<int:pk>/status/", updates.set_status, name="set_status"),
    path("updates/<int:pk>/", updates.update, name="update"),
    path("updates/<int:pk>/change/", updates.change_update, name="change_update"),
    path(
        "updates/<int:pk>/strike-out/",
        updates.strike_out_update,
        name="strike_out_update",
    ),
    path(
        "statuses/<int:pk>/strike-out/",
        updates.strike_out_status,
        name="strike_out_status",
    ),
    path("statuses/<int:pk>/file/", updates.evidence_file, name="evidence_file"),
]
