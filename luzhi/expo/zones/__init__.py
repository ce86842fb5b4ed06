"""Zones and the rounds in which they were redrawn."""
