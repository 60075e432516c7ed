from django.urls import URLPattern

app_name = "care_history"

urlpatterns: list[URLPattern] = []
