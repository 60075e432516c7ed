"""Who did: the record of looking, which only grows, and what in it was flagged."""
