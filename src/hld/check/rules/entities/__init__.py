"""Rules on entities and where they are kept."""
