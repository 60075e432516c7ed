from django.apps import AppConfig


class YoungPeopleConfig(AppConfig):
    name = "parentis.young_people"
