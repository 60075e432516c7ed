"""What shows that something was done: words, a file, a live figure, an action."""
