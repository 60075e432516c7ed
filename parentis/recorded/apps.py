from django.apps import AppConfig


class RecordedConfig(AppConfig):
    name = "parentis.recorded"
