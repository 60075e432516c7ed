"""A report signed off, frozen as it went out, and published."""
