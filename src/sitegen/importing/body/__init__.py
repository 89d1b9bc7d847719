"""A body that is being converted: its text under edit, its links, pictures and posts."""
