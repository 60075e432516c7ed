"""A council that does not exist: seeded people, histories, returns and published files."""
