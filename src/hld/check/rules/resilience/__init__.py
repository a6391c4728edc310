"""Rules on what happens when something fails."""
