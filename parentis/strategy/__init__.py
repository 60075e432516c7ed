"""The strategy, the pledge, action plans and risks: each has a room."""
