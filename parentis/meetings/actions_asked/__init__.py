"""What meetings asked people to do, by when, and what came of it."""
