"""Disclaimer."""
