from parentis.entries.choices import Theme
from parentis.entries.parts import Part
from parentis.health.forms import (
    HealthCheckForm,
    HealthPassportForm,
    MentalHealthSupportForm,
    RegistrationForm,
)
from parentis.health.models import (
    HealthCheck,
    HealthPassport,
    MentalHealthSupport,
    RegisteredWith,
)

REGISTRATIONS = Part(
    slug="registrations",
    title="Doctor, dentist and optician",
    one="registration",
    model=RegisteredWith,
    form=RegistrationForm,
    theme=Theme.HEALTH,
    empty="No doctor or dentist is written down yet. Ask whom they are with.",
)
CHECKS = Part(
    slug="health-checks",
    title="Health checks",
    one="health check",
    model=HealthCheck,
    form=HealthCheckForm,
    theme=Theme.HEALTH,
    empty="No health check is written down yet. Add the last one they had.",
)
PASSPORTS = Part(
    slug="health-passports",
    title="Health passport",
    one="health passport",
    model=HealthPassport,
    form=HealthPassportForm,
    theme=Theme.HEALTH,
    empty=(
        "No health passport is written down yet. It is their own summary of their"
        " health, to keep."
    ),
)
MENTAL_HEALTH = Part(
    slug="mental-health",
    title="Mental health support",
    one="kind of support",
    model=MentalHealthSupport,
    form=MentalHealthSupportForm,
    theme=Theme.HEALTH,
    empty="No support is written down. Add it when it is offered or asked for.",
)
PARTS = (REGISTRATIONS, CHECKS, PASSPORTS, MENTAL_HEALTH)
