"""Rules on designs that are written as a difference to another."""
