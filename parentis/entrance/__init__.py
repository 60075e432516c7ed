"""The way in: invitations, single sign-on, sessions that end without losing work."""
