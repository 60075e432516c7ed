"""Who looked at whose record: for managers, auditors, and the young person."""
