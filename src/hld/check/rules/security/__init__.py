"""Rules on sensitive data: how it travels, where it lies, who sees it."""
