"""Sub-events and what came of them."""
