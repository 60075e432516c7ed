"""Recommendations of every source in one list."""
