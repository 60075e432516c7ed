"""Staff: who may sign in and as what, their teams, and what is left when they go."""
