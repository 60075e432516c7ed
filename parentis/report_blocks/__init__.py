"""What a report shows of the council as a parent, gathered from who keeps it."""
