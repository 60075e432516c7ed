"""Committee reports: chosen, written, previewed, and kept as they went out."""
