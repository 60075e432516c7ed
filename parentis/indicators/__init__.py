"""What the figures mean: indicators, cohorts, compute, disclosure control."""
