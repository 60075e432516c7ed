from django.apps import AppConfig


class StatutoryReturnConfig(AppConfig):
    name = "parentis.statutory_return"
