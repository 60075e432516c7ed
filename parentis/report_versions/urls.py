from django.urls import path

from parentis.report_versions import views

app_name = "report_versions"

urlpatterns = [
    path("<int:pk>/versions/", views.versions, name="versions"),
    path("<int:pk>/versions/<int:number>/", views.version, name="version"),
    path(
        "<int:pk>/versions/<int:number>/restore/",
        views.restore_version,
        name="restore_version",
    ),
    path("<int:pk>/comments/", views.comments, name="comments"),
    path(
        "<int:pk>/comments/<int:comment>/answer/",
        views.answer_comment,
        name="answer_comment",
    ),
    path(
        "<int:pk>/comments/<int:comment>/settle/",
        views.settle_comment,
        name="settle_comment",
    ),
]
