from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "parentis.entrance"

    def ready(self) -> None:
        from parentis.entrance import happenings

        happenings.listen()
