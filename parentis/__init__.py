"""Parentis: the system a council works with as a corporate parent."""
