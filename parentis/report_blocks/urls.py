from django.urls import URLPattern

app_name = "report_blocks"

urlpatterns: list[URLPattern] = []
