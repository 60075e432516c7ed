"""What each body will talk about in the months to come."""
