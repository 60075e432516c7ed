from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "parentis.evidence"
