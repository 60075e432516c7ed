from django.urls import path

from parentis.comparisons import views

app_name = "comparisons"

urlpatterns = [
    path("", views.compare, name="compare"),
    path("chart.svg", views.chart, name="chart"),
    path("download.<str:form>", views.download_compare, name="download_compare"),
]
