from django.urls import path

from parentis.sign_off import views

app_name = "sign_off"

urlpatterns = [
    path("published/", views.published, name="published"),
    path("<int:pk>/fair-copy/", views.fair_copy, name="fair_copy"),
    path("<int:pk>/fair-copy/charts/<slug:key>.svg", views.chart, name="chart"),
    path("<int:pk>/fair-copy/files/<slug:form>/", views.kept_file, name="kept_file"),
    path("<int:pk>/hand-in/", views.hand_in, name="hand_in"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
