from django.urls import URLPattern

app_name = "sign_off"

urlpatterns: list[URLPattern] = []
