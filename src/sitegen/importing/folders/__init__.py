"""Folders of Markdown of other tools (Eleventy, Pelican, Nikola), or of none."""
