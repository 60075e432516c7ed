from parentis.accounts.roles import Permission
from parentis.entries.choices import Theme
from parentis.entries.parts import Part
from parentis.homes.forms import HomeForm
from parentis.homes.models import Home

HOMES = Part(
    slug="homes",
    title="Where they live",
    one="home",
    model=Home,
    form=HomeForm,
    theme=Theme.HOME,
    empty="No home is written down yet. Add the one they live in now.",
    see=Permission.SEE_ALLOCATED,
)
PARTS = (HOMES,)
