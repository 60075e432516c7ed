"""What may go wrong, how each risk was scored, and when it is looked at again."""
