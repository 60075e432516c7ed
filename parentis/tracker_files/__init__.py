"""How a tracker of recommendations is read from a file, and written to one."""
