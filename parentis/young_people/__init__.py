"""Young people in care and care leavers: their records, and who may open which."""
