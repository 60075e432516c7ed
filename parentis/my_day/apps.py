from django.apps import AppConfig


class MyDayConfig(AppConfig):
    name = "parentis.my_day"
