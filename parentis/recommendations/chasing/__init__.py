"""Asking for the updates that are overdue."""
