"""What was said and decided at a meeting, and when its minutes were approved."""
