"""Rules on which component may speak to which."""
