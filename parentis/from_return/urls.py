from django.urls import path

from parentis.from_return import views

app_name = "from_return"

urlpatterns = [
    path("", views.from_return, name="from_return"),
    path("<int:pk>/", views.joining, name="joining"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
]
