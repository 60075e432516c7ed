from django.apps import AppConfig


class ReportBlocksConfig(AppConfig):
    name = "parentis.report_blocks"
