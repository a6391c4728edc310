"""Flows against the API that they use."""
