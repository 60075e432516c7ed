from django.urls import path

from parentis.duplicates import views

app_name = "duplicates"

urlpatterns = [
    path("", views.duplicates, name="duplicates"),
    path("<int:one>/<int:other>/", views.join, name="join"),
    path("joined/<int:pk>/", views.joined, name="joined"),
]
