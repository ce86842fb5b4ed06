"""A generated expo from its committee to its report."""
