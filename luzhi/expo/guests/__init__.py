"""Guests and those who attend to them, from arrival to departure."""
