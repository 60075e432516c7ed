"""Templates of committee reports, which a committee officer changes in the browser."""
