from django.urls import path

from parentis.pathway_plans import views

app_name = "pathway_plans"

urlpatterns = [
    path("plans-to-approve/", views.plans_to_approve, name="plans_to_approve"),
    path("<int:pk>/pathway-plan/", views.pathway_plan, name="pathway_plan"),
    path(
        "<int:pk>/pathway-plan/plans/<int:entry>/",
        views.plan_of_timeline,
        name="plan_of_timeline",
    ),
    path("<int:pk>/pathway-plan/begin/", views.begin_plan, name="begin_plan"),
    path(
        "<int:pk>/pathway-plan/assessment/",
        views.finish_assessment,
        name="finish_assessment",
    ),
    path(
        "<int:pk>/pathway-plan/sections/<slug:matter>/",
        views.write_section,
        name="write_section",
    ),
    path(
        "<int:pk>/pathway-plan/sections/<slug:matter>/add-action/",
        views.add_action,
        name="add_action",
    ),
    path(
        "<int:pk>/pathway-plan/actions/<int:action>/",
        views.change_action,
        name="change_action",
    ),
    path(
        "<int:pk>/pathway-plan/actions/<int:action>/how-it-went/",
        views.record_progress,
        name="record_progress",
    ),
    path(
        "<int:pk>/pathway-plan/actions/<int:action>/remove/",
        views.remove_action,
        name="remove_action",
    ),
    path("<int:pk>/pathway-plan/submit/", views.submit_plan, name="submit_plan"),
    path("<int:pk>/pathway-plan/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/pathway-plan/approve/", views.approve_plan, name="approve_plan"),
    path(
        "<int:pk>/pathway-plan/agreement/",
        views.record_agreement,
        name="record_agreement",
    ),
    path("<int:pk>/pathway-plan/discard/", views.discard_plan, name="discard_plan"),
    path("<int:pk>/pathway-plan/compare/", views.compare_plans, name="compare_plans"),
    path("<int:pk>/pathway-plan/print/", views.print_plan, name="print_plan"),
    path(
        "<int:pk>/pathway-plan/document/<slug:form>/",
        views.plan_document,
        name="plan_document",
    ),
    path(
        "<int:pk>/pathway-plan/interests/",
        views.write_interests,
        name="write_interests",
    ),
    path(
        "<int:pk>/pathway-plan/interests/<int:entry>/",
        views.interests_of_timeline,
        name="interests_of_timeline",
    ),
]
