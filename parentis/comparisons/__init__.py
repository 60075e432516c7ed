"""Others' published figures: kept, compared with ours, and councils side by side."""
