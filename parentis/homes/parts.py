from parentis.accounts.roles import Permission
from parentis.entries import actions
from parentis.entries.choices import Theme
from parentis.entries.parts import Part
from parentis.homes.forms import HomeForm, HousingBidForm, fit
from parentis.homes.models import Home, HousingBid

HOMES = Part(
    slug="homes",
    title="Where they live",
    one="home",
    model=Home,
    form=HomeForm,
    theme=Theme.HOME,
    empty="No home is written down yet. Add the one they live in now.",
    see=Permission.SEE_ALLOCATED,
    add=actions.follow,
    fit=fit,
)
HOUSING_BIDS = Part(
    slug="housing-bids",
    title="Bids for social housing",
    one="bid for social housing",
    model=HousingBid,
    form=HousingBidForm,
    theme=Theme.HOME,
    empty="No bid is written down yet.",
)
PARTS = (HOMES, HOUSING_BIDS)
