"""Tests of what was published."""
