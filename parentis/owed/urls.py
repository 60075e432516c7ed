from django.urls import URLPattern

app_name = "owed"

urlpatterns: list[URLPattern] = []
