from django.apps import AppConfig


class BringingInConfig(AppConfig):
    name = "parentis.bringing_in"
