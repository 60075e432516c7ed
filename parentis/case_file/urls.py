from django.urls import path

from parentis.case_file import views

app_name = "case_file"

urlpatterns = [
    path("<int:pk>/papers/", views.papers, name="papers"),
    path("<int:pk>/papers/upload/", views.upload_paper, name="upload_paper"),
    path("<int:pk>/papers/letters/", views.choose_letter, name="choose_letter"),
    path(
        "<int:pk>/papers/letters/<slug:letter>/",
        views.write_letter,
        name="write_letter",
    ),
    path("<int:pk>/papers/<int:paper>/", views.change_paper, name="change_paper"),
    path(
        "<int:pk>/papers/<int:paper>/strike-out/",
        views.strike_out_paper,
        name="strike_out_paper",
    ),
    path("<int:pk>/papers/files/<int:file>/", views.download_file, name="file"),
]
