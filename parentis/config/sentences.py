"""What can go wrong in a command, said in one sentence."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click


@contextmanager
def sentences_for_people() -> Iterator[None]:
    """What can go wrong is one sentence on standard error, and exit status 1."""
    from parentis.refusals import Refused

    try:
        yield
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    except BrokenPipeError:  # somebody closed the pager
        sys.stderr.close()
    except OSError as error:  # no room, no permission, a file where a folder should be
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(
            f"{where}{error.strerror or error}. Check the path, and that there is room"
            " and leave to write there."
        ) from error


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Whoever stops the command lets it take away what is half done."""
    from django.core.exceptions import ImproperlyConfigured

    from parentis.config.database import DatabaseUnusable

    def stop(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise click.Abort

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except (DatabaseUnusable, ImproperlyConfigured) as unusable:
        raise click.ClickException(str(unusable)) from None
    finally:
        signal.signal(signal.SIGTERM, before)
