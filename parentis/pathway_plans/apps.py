from django.apps import AppConfig


class PathwayPlansConfig(AppConfig):
    name = "parentis.pathway_plans"
