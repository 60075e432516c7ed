from django.apps import AppConfig


class WhoLookedConfig(AppConfig):
    name = "parentis.who_looked"
