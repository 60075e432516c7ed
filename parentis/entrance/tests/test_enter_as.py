"""The demo's one click in, and that it is nowhere else."""

import pytest
from django.core.management import call_command
from django.test import Client

from parentis.accounts.demo import DEMO_PEOPLE
from parentis.accounts.tests.factories import AnalystFactory

ANALYST = "analyst@aldermere.example"


@pytest.fixture
def demo(db, settings):
    settings.IS_DEMO = True
    call_command("fill_demo_people", password="made-up council", verbosity=0)
    return settings


def test_there_is_a_card_for_each_made_up_person(visit, demo):
    page = visit("/enter-as/")

    assert page.heading == "Enter as…"
    assert page.buttons == [f"Enter as {person.name}" for person in DEMO_PEOPLE]


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person.role)
def test_one_click_enters_without_a_password_or_a_second_factor(visit, demo, person):
    client = Client()
    client.post("/enter-as/", {"email": person.email})

    answer = client.get("/your-account/")
    assert answer.status_code == 200
    assert person.name in answer.content.decode()


def test_the_demo_begins_there(visit, demo):
    assert visit("/").url == "/enter-as/"


def test_only_made_up_people_are_entered_as(demo):
    real = AnalystFactory.create()
    client = Client()
    client.post("/enter-as/", {"email": real.email})

    assert client.get("/your-account/").status_code == 302


@pytest.mark.parametrize(
    ("name", "value"), [("IS_DEMO", False), ("IS_LOOPBACK", False)]
)
def test_outside_the_demo_there_is_no_such_page(visit, demo, name, value):
    client = Client()
    client.post("/enter-as/", {"email": ANALYST})
    setattr(demo, name, value)

    assert visit("/enter-as/").status == 404
    assert visit("/enter-as/", answers={"email": ANALYST}).status == 404
    # Whoever had entered before is not in any more.
    assert client.get("/figures/").status_code == 302


@pytest.mark.parametrize(
    "where_from",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_HOST": "parentis.aldermere.example"},
    ],
    ids=["from afar", "from nowhere", "through a proxy", "by another name"],
)
def test_nobody_enters_from_another_machine(demo, where_from):
    demo.ALLOWED_HOSTS = ["*"]

    assert Client().get("/enter-as/", **where_from).status_code == 404
    answer = Client().post("/enter-as/", {"email": ANALYST}, **where_from)
    assert answer.status_code == 404
