"""Recommendations as a committee's report sets them out."""
