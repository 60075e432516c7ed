"""Bodies of the council: what each is for, and who sits on it, over time."""
