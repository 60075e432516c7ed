"""Employment targets by directorate, and what came of them."""
