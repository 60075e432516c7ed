"""A council that does not exist: its people, their histories, returns and figures."""

from parentis.madeup.making import MadeUp, MakeUpRefused, make_up
from parentis.madeup.places import write_postcodes

__all__ = ["MadeUp", "MakeUpRefused", "make_up", "write_postcodes"]
