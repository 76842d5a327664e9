"""Guarded types of an agency's own, as small as they can be."""
