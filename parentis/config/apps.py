import sys

from django.apps import AppConfig

from parentis.config import environment, logs, many_keys


class ParentisConfig(AppConfig):
    """Gives the project its management commands and its error pages."""

    name = "parentis.config"
    label = "parentis_config"
    verbose_name = "Parentis"

    def ready(self) -> None:
        many_keys.register()
        if environment.log_form() == logs.JSON:
            sys.excepthook = logs.tell_what_ends_the_process
