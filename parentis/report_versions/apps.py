from django.apps import AppConfig


class ReportVersionsConfig(AppConfig):
    name = "parentis.report_versions"
