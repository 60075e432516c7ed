"""One recommendation's whole story, from the first report to today."""
