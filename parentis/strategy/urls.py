from django.urls import path

from parentis.strategy import views

app_name = "strategy"

urlpatterns = [
    path("", views.strategy, name="strategy"),
    path("<int:pk>/", views.strategy_of_years, name="strategy_of_years"),
    path("<int:pk>/document/", views.document, name="document"),
    path("pledge/", views.pledge, name="pledge"),
    path("pledge/<int:pk>/", views.promise, name="promise"),
    path("evidence/<int:pk>/file/", views.evidence_file, name="evidence_file"),
    path("plans/", views.plans, name="plans"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("milestones/<int:pk>/", views.milestone, name="milestone"),
    path(
        "milestones/<int:pk>/tell-progress/", views.tell_progress, name="tell_progress"
    ),
    path("risks/", views.risks, name="risks"),
    path("risks/<int:pk>/", views.risk, name="risk"),
    path("risks/<int:pk>/review/", views.review_risk, name="review_risk"),
    path("add/<slug:part>/", views.add, name="add"),
    path("add/<slug:part>/<int:to>/", views.add_to, name="add_to"),
    path("change/<slug:part>/<int:pk>/", views.change, name="change"),
    path("strike-out/<slug:part>/<int:pk>/", views.strike_out, name="strike_out"),
]
