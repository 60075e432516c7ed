"""What is noted of signing in and out: what happened, and to whom by their number.

No e-mail address, no name and no address of a computer is ever written here.
"""

import logging

log = logging.getLogger("parentis.security")


def note(event: str, *, person: int | None, **more: str | int) -> None:
    """`sign-in-failed person=12 with=password`. `person` is None where nobody is."""
    said = "".join(f" {name}={value}" for name, value in more.items())
    log.info("%s person=%s%s", event, person or "nobody", said)
