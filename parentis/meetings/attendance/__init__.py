"""Who came to a meeting, who came for them, and whether they were enough."""
