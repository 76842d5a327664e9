"""Translations: sent to their own review, stale in time, and what wagtail-localize does to them."""
