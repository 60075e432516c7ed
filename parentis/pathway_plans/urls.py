from django.urls import URLPattern

app_name = "pathway_plans"

urlpatterns: list[URLPattern] = []
