"""How well the checker works: every good design is damaged at every place, and what is found is counted."""
