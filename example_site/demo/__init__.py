"""Builds the demonstration agency; nothing here is part of the package."""
