"""Fills a small made-up council for journeys, as `serve --demo` fills a large one.

Run as a process of its own, with the environment of the site that is to be served.
"""

import sys

from parentis.config.serve import DEMO_PASSWORD
from tests.installed import migrated


def main(children: str, years: str) -> None:
    with migrated():
        from django.core.management import call_command

        call_command("fill_demo_people", password=DEMO_PASSWORD, verbosity=0)
        call_command("fill_demo", children=int(children), years=int(years))


if __name__ == "__main__":
    main(*sys.argv[1:])
