"""WordPress: its export files, blocks, shortcodes and addresses."""
