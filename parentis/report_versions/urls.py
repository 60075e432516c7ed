from django.urls import URLPattern

app_name = "report_versions"

urlpatterns: list[URLPattern] = []
