from django.urls import URLPattern

app_name = "report_templates"

urlpatterns: list[URLPattern] = []
