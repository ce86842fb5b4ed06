"""Matchmaking timetables."""
