"""What a committee report says: its shapes, its words, its tables."""
