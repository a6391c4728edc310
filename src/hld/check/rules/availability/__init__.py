"""Rules on availability: what flows depend on, copies, zones."""
