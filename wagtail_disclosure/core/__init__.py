"""Nouns, settings, audit and look that all parts share."""
