"""The first page of the council as a parent: what needs somebody now."""
