"""The return: what is read, what is refused, and what is told about the rest."""
