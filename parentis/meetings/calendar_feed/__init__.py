"""Meetings in somebody's own calendar."""
