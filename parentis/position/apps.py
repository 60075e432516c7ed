from django.apps import AppConfig


class PositionConfig(AppConfig):
    name = "parentis.position"
