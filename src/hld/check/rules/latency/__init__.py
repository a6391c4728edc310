"""Rules on latency: budgets, tails, waits."""
