from django.urls import URLPattern

app_name = "my_day"

urlpatterns: list[URLPattern] = []
