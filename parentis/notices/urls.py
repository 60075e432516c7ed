from django.urls import path

from parentis.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="notices"),
    path("mark-all-read/", views.mark_all_read, name="mark_all_read"),
    path("<int:pk>/mark-read/", views.mark_read, name="mark_read"),
]
