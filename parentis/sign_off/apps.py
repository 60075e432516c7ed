from django.apps import AppConfig


class SignOffConfig(AppConfig):
    name = "parentis.sign_off"
