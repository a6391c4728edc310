"""One subject a file: how the names of each kind of thing are resolved."""
