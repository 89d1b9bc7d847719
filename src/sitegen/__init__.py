"""sitegen: a static-site archive generator for advocacy articles."""

__version__ = "0.1.0"
