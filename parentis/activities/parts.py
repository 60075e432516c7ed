from parentis.accounts.roles import Permission
from parentis.activities.forms import MainActivityForm, fit
from parentis.activities.models import MainActivity
from parentis.entries import actions
from parentis.entries.choices import Theme
from parentis.entries.parts import Part

ACTIVITIES = Part(
    slug="activities",
    title="Work and learning",
    one="main activity",
    model=MainActivity,
    form=MainActivityForm,
    theme=Theme.WORK,
    empty="Nothing is written down yet. Add what they mainly do now.",
    see=Permission.SEE_ALLOCATED,
    change=Permission.FOLLOW_WORK_AND_LEARNING,
    add=actions.follow,
    fit=fit,
)
PARTS = (ACTIVITIES,)
