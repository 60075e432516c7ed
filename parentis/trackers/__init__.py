"""Trackers of recommendations, read in from files and given out as files."""
