"""Recommendations from any source, followed over years."""
