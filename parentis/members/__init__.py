"""Councillors' induction and training, champions, and their own page."""
