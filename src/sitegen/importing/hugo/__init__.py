"""Hugo: its configuration, bundles, cascades and addresses."""
