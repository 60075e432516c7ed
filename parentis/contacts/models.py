from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.utils import timezone

from parentis.accounts.models import User
from parentis.contacts.choices import ContactKind
from parentis.entries.models import Entry, EntryQuerySet


class ContactQuerySet(EntryQuerySet):
    def made(self) -> Self:
        """An attempt is never a contact."""
        return self.standing().filter(is_made=True)


@pghistory.track()
class Contact(Entry):
    """A time when somebody was in touch with a young person, or tried to be.

    A contact with several young people is one entry of each, tied by `together`: each
    record says what concerns that young person, and no other's name.
    """

    held_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ContactKind)
    is_made = models.BooleanField("it was made, not only tried")
    is_seen = models.BooleanField(default=False)
    is_seen_alone = models.BooleanField(default=False)
    where = models.CharField(max_length=200, blank=True)
    who_else = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    their_words = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    together = models.UUIDField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(is_seen=False) | models.Q(is_made=True),
                name="seen_is_made",
                violation_error_message=(
                    "They cannot have been seen where the contact was only tried."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(is_seen_alone=False) | models.Q(is_seen=True),
                name="seen_alone_is_seen",
                violation_error_message=(
                    "They cannot have been seen alone and not seen. Check both."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["young_person", "-held_at"],
                condition=models.Q(is_made=True, struck_out_at__isnull=True),
                name="contacts_made",
            )
        ]

    @property
    def headline(self) -> str:
        kind = self.get_kind_display()
        if not self.is_made:
            return f"{kind}: tried, no answer"
        seen = "seen alone" if self.is_seen_alone else "seen" if self.is_seen else ""
        return f"{kind}, {seen}" if seen else kind

    @property
    def words(self) -> str:
        return "\n\n".join(filter(None, [self.note, self.their_words]))

    @property
    def happened_on(self) -> date:
        return timezone.localtime(self.held_at).date()
