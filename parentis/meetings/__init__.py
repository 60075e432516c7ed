"""Meetings. Each thing that one is about has a room: its agenda, its papers, …"""
