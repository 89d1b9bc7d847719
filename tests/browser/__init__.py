"""The built sample in a real browser: Debian's Chromium, on loopback."""
