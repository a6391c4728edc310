"""What the field has names for: kinds of component and products. Pure data, and how names are read."""
