"""What the SSDA903 return looks like: tables, codes by year, reader, findings."""
