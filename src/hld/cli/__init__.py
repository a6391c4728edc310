"""The command line: one file a command, thin; all they do can be called without them."""
