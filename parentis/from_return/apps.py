from django.apps import AppConfig


class FromReturnConfig(AppConfig):
    name = "parentis.from_return"
