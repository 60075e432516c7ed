"""The way in: invitations, single sign-on, and sessions that end without losing work."""
