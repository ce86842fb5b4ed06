"""Applications of firms: the public form, the personal link, the review."""
