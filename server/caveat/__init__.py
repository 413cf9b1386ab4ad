"""Caveat tells a newsroom, before an article is published, why it might not be relied on."""

__version__ = "0.1.0"
