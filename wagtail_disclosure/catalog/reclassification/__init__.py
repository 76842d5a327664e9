"""Changing the class of information: at once for all languages and aliases, or not at all."""
