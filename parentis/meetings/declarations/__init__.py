"""The interests that members declared at a meeting."""
