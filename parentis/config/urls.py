"""Every address of the product. A feature's own are in its `urls`."""

from django.urls import include, path

from parentis.config import views
from parentis.config.features import FEATURES

handler400 = "parentis.config.errors.bad_request"
handler500 = "parentis.config.errors.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("brand.css", views.brand, name="brand"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", include("parentis.accounts.urls")),
    path("", include("parentis.entrance.urls")),
    *(path(feature.address, include(feature.urls)) for feature in FEATURES),
]
