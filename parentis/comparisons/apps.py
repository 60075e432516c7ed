from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    name = "parentis.comparisons"
