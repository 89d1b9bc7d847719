"""Jekyll: its configuration, collections and addresses."""
