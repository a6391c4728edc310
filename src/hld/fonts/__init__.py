"""The font of the pictures: its two files, and what its letters measure."""
