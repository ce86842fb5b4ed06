"""Posts and shifts of the staff."""
