from django.urls import path

from parentis.who_looked import views

app_name = "who_looked"

urlpatterns = [
    path("", views.who_looked, name="who_looked"),
    path("search/", views.search, name="search"),
    path("reviewed/", views.reviewed, name="reviewed"),
    path("flags/<int:pk>/", views.flag, name="flag"),
    path("young-people/<int:pk>/", views.young_person, name="young_person"),
    path("young-people/<int:pk>/for-them/", views.for_them, name="for_them"),
    path("child-numbers/<str:number>/", views.child, name="child"),
    path("staff/<int:pk>/", views.staff, name="staff"),
    path("staff/<int:pk>/download.<str:form>", views.download_staff, name="download"),
]
