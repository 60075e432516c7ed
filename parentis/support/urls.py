from django.urls import path

from parentis.support import views

app_name = "support"

urlpatterns = [path("<int:pk>/money/", views.money, name="money")]
