"""The embedded database, with a fair queue for its writers."""
