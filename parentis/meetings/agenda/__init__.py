"""A meeting's page: its agenda, with what came of each item, and its sheets."""
