"""Sixty staff at their work, for locust: 5 to 15 seconds of thought between pages.

`tests.benchmark_casework` runs it against a region. Each is somebody of the region who
signed in before, and opens young people who are theirs.
"""

import json
import os
import random
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from locust import HttpUser, between, task

SESSIONS = json.loads(Path(os.environ["PARENTIS_SESSIONS"]).read_text())
TOKEN = "t" * 32
ENGLAND = ZoneInfo("Europe/London")
_next = count()


class Staff(HttpUser):
    wait_time = between(5, 15)

    def on_start(self) -> None:
        me: dict[str, Any] = SESSIONS[next(_next) % len(SESSIONS)]
        self.young_people: list[int] = me["young_people"]
        self.client.cookies.set(me["cookie"], me["session"])
        self.client.cookies.set(me["csrf"], TOKEN)
        # The same draws each time.
        self.draw = random.Random(me["session"])  # noqa: S311

    def open(self, address: str, name: str) -> None:
        with self.client.get(address, name=name, catch_response=True) as page:
            # Whoever is led to sign in again has measured nothing.
            if page.status_code != 200 or not page.url.endswith(address):
                page.failure(f"{address}: {page.status_code} at {page.url}")

    @property
    def somebody(self) -> int:
        return self.draw.choice(self.young_people)

    @task(25)
    def home(self) -> None:
        self.open("/my-day/", "home")

    @task(25)
    def record(self) -> None:
        self.open(f"/young-people/{self.somebody}/", "record")

    @task(15)
    def timeline(self) -> None:
        self.open(f"/young-people/{self.somebody}/timeline/", "timeline")

    @task(15)
    def save(self) -> None:
        """Three taps: the page of the form, the kind of contact, Save."""
        address = f"/young-people/{self.somebody}/record-contact/"
        self.open(address, "form of a contact")
        now = datetime.now(ENGLAND)
        sent = {
            "csrfmiddlewaretoken": TOKEN,
            "sent_as": str(uuid4()),
            "kind": "call",
            "is_made": "yes",
            "held_on-day": now.day,
            "held_on-month": now.month,
            "held_on-year": now.year,
            "held_time": f"{now:%H:%M}",
            "note": "Rang between shifts. All is well, and the rent is paid.",
        }
        with self.client.post(
            address,
            sent,
            name="save",
            catch_response=True,
            allow_redirects=False,
            headers={"Referer": f"{self.host}{address}"},
        ) as answer:
            if answer.status_code != 302 or "sign-in" in answer.headers["Location"]:
                answer.failure(f"{answer.status_code}: {answer.text[-2_000:]}")

    @task(10)
    def search(self) -> None:
        words = self.draw.choice(["Ashbury", "Tarrinholt", "Mohamed", "Elvercroft"])
        sent = {"csrfmiddlewaretoken": TOKEN, "words": words}
        self.client.post("/young-people/search/", sent, name="search")

    @task(10)
    def owed(self) -> None:
        self.open(f"/young-people/{self.somebody}/owed/", "what they are owed")
