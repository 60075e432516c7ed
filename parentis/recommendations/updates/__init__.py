"""What is told of recommendations, and how far each has come."""
