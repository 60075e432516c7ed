"""What keeping in touch adds to a record's contents."""

from parentis.contacts.choices import OFFERS as SLUG
from parentis.contacts.forms import OfferForm
from parentis.contacts.models import Offer
from parentis.entries.choices import Theme
from parentis.entries.parts import Part

OFFERS = Part(
    slug=SLUG,
    title="Offers of support from 21 on",
    one="offer of support",
    model=Offer,
    form=OfferForm,
    theme=Theme.CARE,
    empty="No offer is written down yet. From 21 on, support is offered every year.",
)
PARTS = (OFFERS,)
