"""Rules on the spec as a text and on the names in it."""
