"""Hints on what looks sensitive or hidden in content that is to become public."""
