"""What files of Markdown with front matter have in common, whatever the tool."""
