from django.urls import path

from parentis.drafts import views

app_name = "drafts"

urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("keep/", views.keep, name="keep"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/take-over/", views.take_over, name="take_over"),
]
