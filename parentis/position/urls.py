from django.urls import URLPattern

app_name = "position"

urlpatterns: list[URLPattern] = []
