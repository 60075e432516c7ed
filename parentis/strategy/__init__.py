"""The strategy, the pledge, action plans and risks."""
