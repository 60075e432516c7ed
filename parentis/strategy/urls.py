from django.urls import path

from parentis.strategy import views
from parentis.strategy.plans import views as plans
from parentis.strategy.pledge import views as pledge
from parentis.strategy.risks import views as risks
from parentis.strategy.strategies import views as strategies

app_name = "strategy"

urlpatterns = [
    path("", strategies.strategy, name="strategy"),
    path("<int:pk>/", strategies.strategy_of_years, name="strategy_of_years"),
    path("<int:pk>/document/", strategies.document, name="document"),
    path("pledge/", pledge.pledge, name="pledge"),
    path("pledge/<int:pk>/", pledge.promise, name="promise"),
    path("evidence/<int:pk>/file/", pledge.evidence_file, name="evidence_file"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("milestones/<int:pk>/", plans.milestone, name="milestone"),
    path(
        "milestones/<int:pk>/tell-progress/", plans.tell_progress, name="tell_progress"
    ),
    path("risks/", risks.risks, name="risks"),
    path("risks/<int:pk>/", risks.risk, name="risk"),
    path("risks/<int:pk>/review/", risks.review_risk, name="review_risk"),
    path("add/<slug:part>/", views.add, name="add"),
    path("add/<slug:part>/<int:to>/", views.add_to, name="add_to"),
    path("change/<slug:part>/<int:pk>/", views.change, name="change"),
    path("strike-out/<slug:part>/<int:pk>/", views.strike_out, name="strike_out"),
]
