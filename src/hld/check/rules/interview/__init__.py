"""Rules on how a design is presented: decisions, roles, labels."""
