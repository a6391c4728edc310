"""A design run in simulated time: what callers wait, how busy components are, what queues up."""
