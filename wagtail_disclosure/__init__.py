"""Open government information and permit intake for Wagtail sites."""

__version__ = "0.1.0"
