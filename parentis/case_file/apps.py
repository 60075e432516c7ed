from django.apps import AppConfig


class CaseFileConfig(AppConfig):
    name = "parentis.case_file"
