"""Members' visits to children's homes, and the homes' answers."""
