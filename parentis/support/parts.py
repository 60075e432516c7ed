from parentis.accounts.roles import Permission
from parentis.entries.choices import Theme
from parentis.entries.parts import Part
from parentis.support.forms import (
    EquipmentForm,
    LeisurePassForm,
    MoneyRequestForm,
    PaymentForm,
)
from parentis.support.models import Equipment, LeisurePass, MoneyRequest, Payment

MONEY_ASKED_FOR = Part(
    slug="money-asked-for",
    title="Money asked for",
    one="request for money",
    model=MoneyRequest,
    form=MoneyRequestForm,
    theme=Theme.MONEY,
    empty="No request is written down yet. Add each one, whatever the answer.",
)
PAYMENTS = Part(
    slug="payments",
    title="Money paid",
    one="payment",
    model=Payment,
    form=PaymentForm,
    theme=Theme.MONEY,
    empty="No payment is written down yet. Add each sum that was paid or spent.",
)
EQUIPMENT = Part(
    slug="equipment",
    title="Laptop, phone and connection",
    one="laptop, phone or connection",
    model=Equipment,
    form=EquipmentForm,
    theme=Theme.MONEY,
    empty="Nothing is written down yet. Add what they were given.",
    see=Permission.SEE_ALLOCATED,
    change=Permission.FOLLOW_WORK_AND_LEARNING,
)
LEISURE_PASS = Part(
    slug="leisure-passes",
    title="Leisure pass",
    one="leisure pass",
    model=LeisurePass,
    form=LeisurePassForm,
    theme=Theme.MONEY,
    empty="No pass is written down yet. Add the one they were given.",
    see=Permission.SEE_ALLOCATED,
    change=Permission.FOLLOW_WORK_AND_LEARNING,
)
PARTS = (MONEY_ASKED_FOR, PAYMENTS, EQUIPMENT, LEISURE_PASS)
