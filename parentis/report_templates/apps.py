from django.apps import AppConfig


class ReportTemplatesConfig(AppConfig):
    name = "parentis.report_templates"
