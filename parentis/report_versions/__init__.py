"""Versions of a report, and what colleagues say of it before it is signed."""
