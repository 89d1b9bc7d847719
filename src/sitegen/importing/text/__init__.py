"""Scraped articles: plain text and saved web pages."""
