"""HTML -> Markdown that reads the same."""
