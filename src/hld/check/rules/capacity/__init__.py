"""Rules on estimates, load, storage, bandwidth and cost."""
