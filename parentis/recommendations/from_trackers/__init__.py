"""What was read from a tracker, kept."""
