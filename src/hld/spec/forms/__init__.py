"""The one-line forms: each turns a scalar into the map that the long form would have been."""
