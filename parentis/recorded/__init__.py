"""What staff write down: once, correctable, and never lost."""
