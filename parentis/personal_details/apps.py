from django.apps import AppConfig


class PersonalDetailsConfig(AppConfig):
    name = "parentis.personal_details"
