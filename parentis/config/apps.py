from django.apps import AppConfig


class ParentisConfig(AppConfig):
    """Gives the project its management commands and its error pages."""

    name = "parentis.config"
    label = "parentis_config"
    verbose_name = "Parentis"
