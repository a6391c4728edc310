"""Rules on the operations of the API."""
