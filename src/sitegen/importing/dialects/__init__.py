"""What the Markdown of other tools adds to the language -> sitegen's own."""
