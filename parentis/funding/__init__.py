"""What is paid by whom until when, and bids for more."""
