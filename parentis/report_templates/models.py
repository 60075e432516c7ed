from typing import ClassVar, Self

import pghistory
from django.db import models
from django.urls import reverse

from parentis.recorded.models import Recorded


class TemplateQuerySet(models.QuerySet["Template"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def in_order_of_name(self) -> Self:
        return self.order_by("name", "pk")


@pghistory.track()
class Template(Recorded):
    """A template of the council's own: a layout of a committee report as plain data.

    It began as a copy of `based_on`. A report keeps the layout it began with, so a
    change here changes no report until somebody takes it over there.
    """

    name = models.CharField(max_length=200)
    based_on = models.CharField(max_length=200)
    layout = models.JSONField()

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(struck_out_at__isnull=True),
                name="one_template_a_name",
                violation_error_message=(
                    "There is a template of this name already. Give it another."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("report_templates:template", args=[self.pk])

    @property
    def code(self) -> str:
        """What a report names it by."""
        return f"council-{self.pk}"
