"""Who may: people who sign in, the roles they hold, and what each role may see."""
