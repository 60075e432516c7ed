from django.apps import AppConfig


class CareHistoryConfig(AppConfig):
    name = "parentis.care_history"
