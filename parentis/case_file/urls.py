from django.urls import URLPattern

app_name = "case_file"

urlpatterns: list[URLPattern] = []
