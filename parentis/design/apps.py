from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "parentis.design"
