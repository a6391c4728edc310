"""What is wrong with a design: every rule is asked, and what the author allows is set aside."""
