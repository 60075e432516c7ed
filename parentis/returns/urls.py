from django.urls import path

from parentis.returns import views

app_name = "returns"

urlpatterns = [
    path("", views.received, name="received"),
    path("upload-return/", views.upload_return, name="upload_return"),
    path("<int:pk>/", views.upload, name="upload"),
    path("<int:pk>/findings/", views.findings, name="findings"),
    path("<int:pk>/findings.xlsx", views.download_findings, name="download_findings"),
    path("<int:pk>/statutory-return/", views.statutory_return, name="statutory_return"),
    path("<int:pk>/put-in-force/", views.put_in_force, name="put_in_force"),
]
