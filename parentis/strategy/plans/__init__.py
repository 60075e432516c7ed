"""Action plans: the steps, whose each is, and how far it has come."""
