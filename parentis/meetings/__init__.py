"""Meetings: agenda, papers, who came, decisions, actions, forward plan."""
