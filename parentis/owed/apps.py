from django.apps import AppConfig


class OwedConfig(AppConfig):
    name = "parentis.owed"
