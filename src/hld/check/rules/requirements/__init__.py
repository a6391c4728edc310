"""Rules on requirements and whether the design meets them."""
