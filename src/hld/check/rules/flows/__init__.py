"""Rules on flows against what the API declares."""
