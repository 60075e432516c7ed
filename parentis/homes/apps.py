from django.apps import AppConfig


class HomesConfig(AppConfig):
    name = "parentis.homes"
