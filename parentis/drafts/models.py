from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.urls import NoReverseMatch, resolve, reverse

from parentis.accounts.models import User
from parentis.accounts.permissions import access_of
from parentis.young_people.models import YoungPerson


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self) -> Self:
        """Those that are not done with."""
        return self.filter(done_at__isnull=True)

    def visible_to(self, viewer: User, *, at: datetime) -> Self:
        """About somebody whose record this person may open now, or about nobody."""
        people = YoungPerson.objects.visible_to(viewer, at=at)
        of_nobody = models.Q(young_person__isnull=True)
        return self.filter(of_nobody | models.Q(young_person__in=people))

    def work_of(self, viewer: User, *, at: datetime) -> Self:
        """About somebody who is this person's work."""
        people = YoungPerson.objects.visible_to(viewer, at=at).work_of(viewer, at=at)
        return self.filter(young_person__in=people)


class Draft(models.Model):
    """What somebody typed and has not recorded yet: one sheet of one form.

    `form` is the page's name and `about` the numbers in its address, so that a draft
    leads back to where it was typed. `sent_as` is the sheet's number: what is recorded
    from it carries the number, and a form sent twice is recorded once. A sheet that is
    done with stays, without its words: a browser that saves late begins no new one.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="+", null=True
    )
    form = models.CharField(max_length=80, help_text="the page, by its name")
    about = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=100, blank=True, help_text="what it becomes")
    fields = models.JSONField(help_text="[[name, value], …] as the form was typed")
    sent_as = models.UUIDField(default=uuid4)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "form", "about", "sent_as"],
                name="one_draft_of_a_sheet",
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.about}"

    def get_absolute_url(self) -> str:
        """Where it is written on. Empty where there is no such page."""
        page = self.page()
        return f"{page}?draft={self.pk}" if page else ""

    def page(self) -> str:
        """The page it is a draft of. Empty where there is none."""
        try:
            return reverse(self.form, args=self.about.split("/") if self.about else [])
        except NoReverseMatch:
            return ""

    def may_be_written_by(self, person: User) -> bool:
        """Whether their role opens the page. Whose record they open is asked there."""
        page = self.page()
        access = access_of(resolve(page).func) if page else None
        return access is not None and access.allows(person)
