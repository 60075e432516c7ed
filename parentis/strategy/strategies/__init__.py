"""The corporate parenting strategy: its document and its priorities."""
