"""The architecture that the flows add up to."""
