from django.urls import URLPattern

app_name = "bringing_in"

urlpatterns: list[URLPattern] = []
